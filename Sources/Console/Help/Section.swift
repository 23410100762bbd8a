/// Things that are listed under one heading.
struct Section<Member> {
  let title: String
  var members: [Member]

  /// Gathers the things of each heading; headings stand in the order in which they first appear.
  static func grouping(_ members: [Member], by title: (Member) -> String) -> [Section] {
    var sections: [Section] = []
    for member in members {
      let title = title(member)
      if let index = sections.firstIndex(where: { $0.title == title }) {
        sections[index].members.append(member)
      } else {
        sections.append(Section(title: title, members: [member]))
      }
    }
    return sections
  }
}
