/// The page's style and script, which are the same in every page, and what lets a browser run them only.
enum PageParts {
  static var style: [UInt8] { PackageResources.page_css }

  /// One script in one scope; strict, and apart from the page's own names.
  static var script: [UInt8] {
    let files = [
      PackageResources.amounts_js, PackageResources.log_js, PackageResources.fold_js,
      PackageResources.states_js, PackageResources.weeks_js, PackageResources.changes_js,
      PackageResources.tables_js, PackageResources.pictures_js, PackageResources.view_js,
      PackageResources.controls_js, PackageResources.page_js,
    ]
    return Array("(() => {\n\"use strict\";\n".utf8) + files.joined() + Array("})();\n".utf8)
  }

  /// What hides the tables that are for where no script runs, before they are laid out.
  static let start = Array("document.documentElement.classList.add(\"live\");".utf8)

  // What `sha256sum` says of them, in base 64; a test compares it.
  static let styleDigest = "sha256-qvticRz1ALlRbJxn+10CdIhwn6cMvzcVgAC5VT/EKCc="
  static let startDigest = "sha256-nRbIkFcjUw7fBW+I6wfLxqzGkHtIvl4Nr6ERBLncRVk="
  static let scriptDigest = "sha256-pfzKUzq9B2m41bB0se30NMLJrT5hMPAfTbSc/8eW0nM="

  /// Nothing is loaded from anywhere, and only this style and this script are in force.
  static let policy =
    "default-src 'none'; img-src data:; style-src '\(styleDigest)'; script-src '\(startDigest)' '\(scriptDigest)'; "
    + "base-uri 'none'; form-action 'none'"
}
