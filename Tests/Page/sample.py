"""A small log with all that a page shows, and with names that would be markup if they were not text."""

from __future__ import annotations

from pathlib import Path

import program

HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"
HUGE = 900_000_000_000


def make(folder: Path) -> Path:
    """Records the log in a folder; the days are those of March 2020."""
    folder.mkdir()

    def append(event: str, day: int, recorded: int, *arguments: str, hour: int = 12) -> None:
        program.append(folder, event, f"--occurred-on=2020-03-{day:02}",
                       f"--recorded-at=2020-03-{recorded:02}T{hour:02}:00:00Z", *arguments)

    append("requested", 1, 1, "--district=Land/North/Town", "--item=mask=5,000 piece")
    append("requested", 1, 1, "--district=Land/South", "--item=glove/medical=? pair")
    append("pledged", 3, 3, "--shipment=unsaid", "--donor=City/East", "--district=Land/South",
           "--item=glove/medical=? pair", "--item=glove/medical=10,000 pair")
    append("pledged", 2, 2, "--shipment=one", "--donor=City/East", "--district=Land/North/Town",
           "--item=mask/N95=4,000 piece", "--expected-on=2020-03-10")
    append("purchased", 4, 4, "--shipment=one", "--district=Land/North/Town",
           "--item=mask/N95=3,000 piece")
    append("dispatched", 6, 6, "--shipment=one", "--district=Land/North/Town",
           "--item=mask/N95=2,500 piece")
    append("delivered", 8, 8, "--shipment=one", "--district=Land/North/Town",
           "--item=mask/N95=1,900 piece, 100 damaged", "--id=receipt", "--recorded-by=Mrs Secret",
           "--note=a secret note", "--source=a secret source")
    program.append(folder, "pledged", "--occurred-on=2020-03-03", "--recorded-at=2020-03-03T09:00:00Z",
                   "--shipment=shared", "--donor=City/West", "--jointly=City/East", "--district=Land",
                   "--among=Land/North", "--among=Land/South", "--item=mask=10,000 piece")
    append("delivered", 9, 14, "--shipment=shared", "--district=Land/South", "--item=mask=2,500 piece")
    append("issued", 11, 11, "--district=Land/North/Town", "--item=mask/N95=500 piece")
    append("pledged", 5, 5, f"--shipment={HOSTILE[:100]}", f"--donor={HOSTILE[:100].replace('/', '|')}",
           "--district=Land/<b>West</b>", "--item=tent=12 piece", "--expected-on=2020-03-07")
    for number in range(12):
        append("pledged", 12, 12, f"--shipment=huge {number}", "--donor=World", "--district=Land/South",
               f"--item=grain=~{HUGE} g")
    append("pledged", 12, 12, "--shipment=odd", "--donor=World", "--district=Land/South",
           "--item=grain=0.001 g")
    done = program.run("correct", "receipt", f"--log={folder}", "--item=mask/N95=1,800 piece, 200 damaged",
                       "--reason=counted again", "--recorded-at=2020-03-13T08:00:00Z",
                       "--recorded-by=Mrs Secret")
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return folder
