import Testing

@testable import Console

@Suite struct MarkdownTests {
  @Test func `the manual has everything that the table has`() {
    #expect(depot.markdown() == expectedManual)
  }

  @Test(arguments: [
    ("a*b_c<d>[e]\\", "a\\*b\\_c\\<d>\\[e]\\\\"), ("`a*b` *", "`a*b` \\*"),
    ("one\n  a*b\n\ntwo", "one\n```text\n  a*b\n```\n\ntwo"),
  ])
  func `plain text is escaped outside of code`(_ text: String, _ markdown: String) {
    #expect(Markdown.text(text) == markdown)
  }

  @Test func `a bar doesn't end the cell of a table`() {
    #expect(Markdown.table(["a"], [["`b|c`"]]) == "| a |\n| --- |\n| `b\\|c` |")
  }

  private let expectedManual = #"""
    # depot

    Keeps a store.

    What goes in comes out.

    ```text
    depot COMMAND [OPTIONS]
    ```

    ## Commands

    | command | does |
    | --- | --- |
    | [`append`](#depot-append) | Write something down |
    | [`pending`](#depot-pending) | What is to come: the rest |
    | [`purge`](#depot-purge) | Take files away |

    ## Options of every command

    | option | meaning |
    | --- | --- |
    | `--log=DIR` | The folder of the log |
    | `--no-index` | Read it all |
    | `--help` | Show help, also as -h |
    | `--version` | Show the version |

    ## depot append

    Write something down.

    ```text
    depot append TYPE [PLACE] [OPTIONS]
    ```

    Rice has come:

    ```sh
    depot append came --item=rice
    ```

    | operand | meaning |
    | --- | --- |
    | `TYPE` | What happened (came, went or lost) |
    | `[PLACE]` | Where |

    | option | meaning |
    | --- | --- |
    | `--item=ITEM` | What it is (may be repeated) |
    | `--input=FILE` | Where to read from |
    | `--final` | Nothing more is coming |

    ## depot pending

    What is to come: the rest.

    ```text
    depot pending [OPTIONS]
    ```

    Shows \*everything\* that is `open`.

    ### When

    | option | meaning |
    | --- | --- |
    | `--at=DATE` | The day to look at |
    | `--known-at=TIME` | As known then |

    ### Options

    | option | meaning |
    | --- | --- |
    | `--format=FORMAT` | How it's shown (table, csv or json) |
    | `--overdue` | Only what is late \[by a day] |

    ## depot purge

    Take files away.

    ```text
    depot purge FILE... [OPTIONS]
    ```

    | operand | meaning |
    | --- | --- |
    | `FILE...` | What to take away (may be repeated) |

    | option | meaning |
    | --- | --- |
    | `--kinds=KINDS` | Of which kinds |

    ## Environment

    | variable | meaning |
    | --- | --- |
    | `DEPOT_LOG` | The folder, unless --log names one |

    ## Exit status

    | status | meaning |
    | --- | --- |
    | 0 | done |
    | 2 | the arguments are wrong |

    """#
}
