"""The command line: what each command takes, and where it hands the work on. Holds no logic that a query could hold.

Rooms that are slow to load are imported inside the command that needs them, so that `--help` stays immediate.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from chancery.errors import ChanceryError, UsageError, trail, unforeseen
from chancery.model import FactType
from chancery.serve.exits import MEANING, Exit, exit_for
from chancery.serve.streams import remark, speak_utf8

if TYPE_CHECKING:
    from chancery.serve.desk import Desk

Body = TypeVar("Body", bound=Callable[..., object])

TYPES = tuple(kind.value for kind in FactType)
CODES = "\b\nExit codes:\n" + "\n".join(f"  {code.value:>3}  {said}" for code, said in MEANING.items())


def main(argv: list[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    speak_utf8(sys.stdout, sys.stderr)
    arguments = sys.argv[1:] if argv is None else argv
    try:
        with cli.make_context("chancery", list(arguments)) as context:  # cli.main would take a closed pipe for a fault
            done = cli.invoke(context)
        sys.stdout.flush()
        return int(done) if isinstance(done, int) else Exit.DONE
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as wrong:
        wrong.show(sys.stderr)
        return Exit.USAGE
    except (KeyboardInterrupt, click.Abort):
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        return Exit.PIPE
    except ChanceryError as fault:
        _tell(fault, str(fault), arguments)
        return exit_for(fault)
    except ExceptionGroup as faults:  # the faulty rules of one file
        return _tell_all(faults, arguments)
    except Exception as fault:  # the last wall: a person gets a message, never a traceback
        from chancery.serve.catalog import catalog

        _tell(fault, catalog().remark("fault", what=unforeseen(fault)), arguments)
        return Exit.FAULT


def _tell_all(faults: ExceptionGroup[Exception], arguments: list[str]) -> Exit:
    for fault in faults.exceptions:
        _tell(fault, str(fault) if isinstance(fault, ChanceryError) else unforeseen(fault), arguments)
    first = faults.exceptions[0]
    return exit_for(first) if isinstance(first, ChanceryError) else Exit.FAULT


def _tell(fault: BaseException, said: str, arguments: list[str]) -> None:
    for line in trail(fault).splitlines() if "--debug" in arguments else ():
        remark(line)
    remark(f"chancery: {said}")


def _let_go_of_output() -> None:
    # The interpreter flushes standard output once more when it ends, which would fail a second time.
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - stays open to the end


def shared(body: Body) -> Body:
    """The options that every command takes."""
    for option in reversed(
        (
            click.option("--record", "record_file", type=click.Path(path_type=Path), metavar="FILE", help=RECORD_HELP),
            click.option("--json", "as_json", is_flag=True, help="Print JSON Lines instead of tables."),
            click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the answer to FILE."),
            click.option("--debug", is_flag=True, help="Log every step, and show where something unforeseen fails."),
        )
    ):
        body = option(body)
    return body


RECORD_HELP = "The record to use; default: CHANCERY_RECORD, else the one in your data folder."


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day; write YYYY-MM-DD.") from None


def _period(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", value):
        return value
    return _day(context, parameter, value)


published_option = click.option(
    "--published", callback=_day, metavar="DATE", help="Publication day of documents that do not carry their own."
)
lang_option = click.option("--lang", metavar="CODE", help="Language of documents that do not carry their own.")
tier_option = click.option(
    "--tier", type=click.Choice(("full", "fast")), help="How deep to read: full (default), or fast."
)
as_of_option = click.option(
    "--as-of", callback=_period, metavar="DATE", help="As things stood at DATE (YYYY, YYYY-MM or YYYY-MM-DD)."
)
VERDICTS = ("confirm", "reject", "correct", "same", "different", "unsure", "undo", "list", "export", "load")
known_at_option = click.option(
    "--known-at", metavar="TIME", help="As the record knew it at TIME (a day, or a time like 2025-03-01T12:00)."
)
type_option = click.option(
    "--type", "types", multiple=True, type=click.Choice(TYPES), help="Only this type; repeatable."
)
csv_option = click.option(
    "--csv", "as_csv", is_flag=True, help="Print the rows as CSV, for a spreadsheet, instead of tables."
)
about_option = click.option("--about", metavar="WORDS", help="Only facts in which a name or text holds WORDS.")
between_option = click.option(
    "--between",
    nargs=2,
    metavar="A B",
    help="Only facts between A and B: States, regions, bodies or people, also by the offices of those who take part.",
)
since_option = click.option(
    "--since", callback=_period, metavar="DATE", help="Only what lies at or after DATE; without a date, told since."
)
until_option = click.option("--until", callback=_period, metavar="DATE", help="Only what begins by the end of DATE.")
limit_option = click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many.")


def _version() -> str:
    from importlib.metadata import version

    return version("chancery")


def _show_version(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"chancery {_version()}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=CODES)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def cli() -> None:
    """Read diplomatic news and keep a sourced record of missions, people, engagements and figures.

    Answers go to standard output, progress and remarks to standard error. Nothing leaves this machine.
    """


@cli.command(epilog=CODES)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@published_option
@lang_option
@click.option(
    "--format",
    "stdin_format",
    type=click.Choice(("text", "jsonl", "html", "md")),
    default="text",
    show_default=True,
    help="What standard input (-) holds.",
)
@tier_option
@click.option(
    "--offsets",
    type=click.Choice(("text", "original")),
    default="text",
    show_default=True,
    help="With --json: count in characters of the canonical text, or in bytes of the input.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="Read in N processes; the record is the same.",
)
@click.option(
    "--any", "any_page", is_flag=True, help="Read pages that are no news too: laws, reference works, price lists ..."
)
@click.option("--quiet", is_flag=True, help="No progress and no remarks.")
@shared
def read(
    sources: tuple[str, ...],
    published: str | None,
    lang: str | None,
    stdin_format: str,
    tier: str | None,
    offsets: str,
    jobs: int,
    any_page: bool,
    quiet: bool,
    record_file: Path | None,
    as_json: bool,
    out: Path | None,
    debug: bool,
) -> int:
    """Read documents into the record and print what they say.

    SOURCE is a .txt, .md, .html or .jsonl file (one document a line), a folder, or - for standard input. At most 10 MB
    a document and 4 MB a line. A document that did not change is not stored twice, but its facts are printed.
    """
    from msgspec import structs

    from chancery.run.batch import Sources
    from chancery.serve.reading import ReadingJob, run_reading

    desk = structs.replace(_desk(record_file, as_json, out, debug, tier), any_page=any_page)
    named = Sources(sources, stdin_format=stdin_format, published=published, lang=lang)
    job = ReadingJob(named, in_bytes=offsets == "original", quiet=quiet, jobs=jobs)
    return run_reading(job, desk, stdin=sys.stdin.buffer)


@cli.command()
@type_option
@about_option
@between_option
@click.option("--across-borders", is_flag=True, help="Only affairs of two States or more.")
@click.option("--sector", metavar="ID", help="Only cooperation, projects and institutions of this sector.")
@click.option("--modality", "modalities", multiple=True, metavar="ID", help="Only so put (completed, planned ...).")
@since_option
@until_option
@as_of_option
@known_at_option
@click.option("--per-document", is_flag=True, help="One answer a document instead of merged facts.")
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@csv_option
@shared
def facts(
    types: tuple[str, ...],
    about: str | None,
    between: tuple[str, str] | None,
    across_borders: bool,
    sector: str | None,
    modalities: tuple[str, ...],
    since: str | None,
    until: str | None,
    as_of: str | None,
    known_at: str | None,
    per_document: bool,
    limit: int | None,
    as_csv: bool,
    record_file: Path | None,
    as_json: bool,
    out: Path | None,
    debug: bool,
) -> int:
    """Print the facts of the record: merged over documents, each with the number of its sources."""
    from chancery.record import FactQuery
    from chancery.run.queries import Question
    from chancery.serve import answers

    desk = _desk(record_file, as_json, out, debug, as_csv=as_csv)
    query = FactQuery(
        types=frozenset(types),
        about=about,
        as_of=as_of,
        known_at=known_at,
        modality=frozenset(modalities),
        limit=limit,
    )
    question = Question(
        query=query, between=between, since=since, until=until, sector=sector, across_borders=across_borders
    )
    return answers.facts_by_document(question, desk) if per_document else answers.merged_facts(question, desk)


@cli.command()
@click.argument("query", nargs=-1, required=True)
@limit_option
@csv_option
@shared
def search(
    query: tuple[str, ...],
    limit: int,
    as_csv: bool,
    record_file: Path | None,
    as_json: bool,
    out: Path | None,
    debug: bool,
) -> int:
    """Find documents by their words, in any form and either script (посла finds посол)."""
    from chancery.serve import answers

    return answers.found(" ".join(query), limit, _desk(record_file, as_json, out, debug, as_csv=as_csv))


@cli.command(epilog=CODES)
@click.argument("id")
@click.option("--why", is_flag=True, help="Say of each pair of reports or mentions why it is one, or is not.")
@csv_option
@shared
def show(
    id: str, why: bool, as_csv: bool, record_file: Path | None, as_json: bool, out: Path | None, debug: bool
) -> int:
    """Show the fact, person or mission ID (or six digits of it or more) with every sentence behind it."""
    from chancery.serve import answers

    return answers.shown(id, _desk(record_file, as_json, out, debug, as_csv=as_csv), why=why)


@cli.command()
@click.option("--sending", metavar="STATE", help="Only missions of this State.")
@click.option("--receiving", metavar="STATE", help="Only missions in this State.")
@click.option("--serving", metavar="PLACE", help="Only missions whose seat or consular district covers PLACE.")
@as_of_option
@known_at_option
@csv_option
@shared
def missions(
    sending: str | None,
    receiving: str | None,
    serving: str | None,
    as_of: str | None,
    known_at: str | None,
    as_csv: bool,
    record_file: Path | None,
    as_json: bool,
    out: Path | None,
    debug: bool,
) -> int:
    """List missions with their latest known status, head and officers, consular district and the people in it."""
    from chancery.serve import answers

    desk = _desk(record_file, as_json, out, debug, as_csv=as_csv)
    return answers.missions(desk, sending=sending, receiving=receiving, serving=serving, as_of=as_of, known_at=known_at)


@cli.command()
@click.option("--state", metavar="STATE", help="Only offices of this State: its regions, bodies and missions too.")
@click.option("--body", metavar="WORDS", help="Only offices of bodies whose name holds WORDS.")
@click.option("--role", metavar="ID", help="Only this role (ambassador, governor ...).")
@click.option("--former", "with_former", is_flag=True, help="Also those who have left.")
@as_of_option
@csv_option
@shared
def offices(
    state: str | None,
    body: str | None,
    role: str | None,
    with_former: bool,
    as_of: str | None,
    as_csv: bool,
    record_file: Path | None,
    as_json: bool,
    out: Path | None,
    debug: bool,
) -> int:
    """List offices with their holders, as last heard of."""
    from chancery.serve import answers

    desk = _desk(record_file, as_json, out, debug, as_csv=as_csv)
    return answers.offices(desk, state=state, body=body, role=role, as_of=as_of, with_former=with_former)


@cli.command()
@click.argument("state")
@click.argument("partner", required=False)
@as_of_option
@csv_option
@shared
def trade(
    state: str,
    partner: str | None,
    as_of: str | None,
    as_csv: bool,
    record_file: Path | None,
    as_json: bool,
    out: Path | None,
    debug: bool,
) -> int:
    """List figures of trade and investment by year: of STATE (or a region), or between it and PARTNER."""
    from chancery.serve import answers

    return answers.trade(state, partner, _desk(record_file, as_json, out, debug, as_csv=as_csv), as_of=as_of)


@cli.command()
@since_option
@until_option
@between_option
@about_option
@csv_option
@shared
def agenda(
    since: str | None,
    until: str | None,
    between: tuple[str, str] | None,
    about: str | None,
    as_csv: bool,
    record_file: Path | None,
    as_json: bool,
    out: Path | None,
    debug: bool,
) -> int:
    """List meetings, visits, forums and the like that are still to come at --since (default: today)."""
    from chancery.record import FactQuery
    from chancery.run.queries import Question
    from chancery.serve import answers

    since = since or date.today().isoformat()
    question = Question(query=FactQuery(about=about), between=between, since=since, until=until)
    return answers.agenda(question, _desk(record_file, as_json, out, debug, as_csv=as_csv))


@cli.command()
@between_option
@about_option
@since_option
@until_option
@csv_option
@shared
def commitments(
    between: tuple[str, str] | None,
    about: str | None,
    since: str | None,
    until: str | None,
    as_csv: bool,
    record_file: Path | None,
    as_json: bool,
    out: Path | None,
    debug: bool,
) -> int:
    """List what is still only promised: cooperation and projects that somebody undertook, or that were agreed."""
    from chancery.record import FactQuery
    from chancery.run.queries import Question
    from chancery.serve import answers

    question = Question(query=FactQuery(about=about), between=between, since=since, until=until)
    return answers.commitments(question, _desk(record_file, as_json, out, debug, as_csv=as_csv))


@cli.command()
@click.argument("text", metavar="TEXT|FILE")
@lang_option
@published_option
@tier_option
@shared
def explain(
    text: str,
    lang: str | None,
    published: str | None,
    tier: str | None,
    record_file: Path | None,
    as_json: bool,
    out: Path | None,
    debug: bool,
) -> int:
    """Say how TEXT (or the text in FILE, or on standard input: -) is read.

    The mentions, the rules that were tried, why each slot was filled or not, and where the modality came from.
    """
    from chancery.serve import trace

    desk = _desk(record_file, as_json, out, debug, tier)
    return trace.explained(text, desk, lang=lang, published=published, stdin=sys.stdin.buffer)


@cli.command(epilog=CODES)
@click.option("--in", "source", type=click.Path(path_type=Path), default="-", metavar="FILE", help="Documents to tag.")
@tier_option
@shared
def tag(source: Path, tier: str | None, record_file: Path | None, as_json: bool, out: Path | None, debug: bool) -> int:
    """Mark persons, places and organisations in documents; the record is not touched.

    Takes lines {"doc_id", "text", "lang"?}; gives lines {"doc_id", "entities": [{"start", "end", "type", "text",
    "lemma"}]} with types PER, LOC and ORG and offsets in the text exactly as given.
    """
    from chancery.serve import trace

    return trace.tagged(source, _desk(record_file, as_json, out, debug, tier), stdin=sys.stdin.buffer)


@cli.command()
@shared
def languages(record_file: Path | None, as_json: bool, out: Path | None, debug: bool) -> int:
    """List the languages that can be read, and what each of them can and cannot do."""
    from chancery.serve import trace

    return trace.languages(_desk(record_file, as_json, out, debug))


@cli.command(epilog=CODES)
@shared
def rebuild(record_file: Path | None, as_json: bool, out: Path | None, debug: bool) -> int:
    """Derive every entity and fact anew from what documents say and people decided; ids stay as they are."""
    from chancery.serve import decisions

    return decisions.rebuilt(_desk(record_file, as_json, out, debug))


@cli.command(epilog=CODES)
@click.argument(
    "verdict",
    metavar="VERDICT",
    type=click.Choice(VERDICTS),
)
@click.argument("targets", metavar="[ID|FILE]...", nargs=-1)
@click.option("--role", metavar="SLOT", help="With correct: the slot whose value is wrong.")
@click.option("--value", metavar="VALUE", help="With correct: the right value; lists and numbers as JSON.")
@click.option("--by", metavar="NAME", default="desk", show_default=True, help="Who decides.")
@click.option("--note", metavar="WORDS", help="Why.")
@shared
def decide(
    verdict: str,
    targets: tuple[str, ...],
    role: str | None,
    value: str | None,
    by: str,
    note: str | None,
    record_file: Path | None,
    as_json: bool,
    out: Path | None,
    debug: bool,
) -> int:
    """Keep a decision: confirm, reject or correct a report; say that two are the same, different, or unsure.

    \b
    decide confirm|reject ID          a report (a frame), or every report of a fact
    decide correct ID --role --value  the value of one slot of it
    decide same|different|unsure A B  two people, two missions or two facts
    decide undo ID                    take a decision back
    decide list                       every decision with its id
    decide export | load FILE         as a text file, one decision a line

    Decisions are never deleted. They survive reading again and new versions.
    """
    from chancery.serve import decisions

    said = decisions.Said(verdict, targets, role=role, value=value, by=by, note=note)
    return decisions.decided(said, _desk(record_file, as_json, out, debug))


@cli.command(epilog=CODES)
@shared
def doctor(record_file: Path | None, as_json: bool, out: Path | None, debug: bool) -> int:
    """Check the record: that it opens, is whole, and that every quote stands where it is said to."""
    from chancery.serve import answers

    return answers.examined(_desk(record_file, as_json, out, debug))


@cli.command(epilog=CODES)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen; see below.")
@click.option("--port", type=click.IntRange(0, 65535), default=8470, show_default=True, help="0 takes a free one.")
@shared
def serve(host: str, port: int, record_file: Path | None, as_json: bool, out: Path | None, debug: bool) -> int:
    """Open the record in the browser: search, dossiers, missions on a map, and the sentence behind every fact.

    Only this machine reaches the server, unless --host names another address of it: then the address that is printed
    holds a token, and nobody gets in without it. The record is only read. Needs the extra `serve`.
    """
    from chancery.serve.web.server import serve as run

    desk = _desk(record_file, as_json, out, debug)
    run(desk.record_path, host=host, port=port, words=desk.words)
    return Exit.DONE


def _desk(
    record_file: Path | None,
    as_json: bool,
    out: Path | None,
    debug: bool,
    tier: str | None = None,
    *,
    as_csv: bool = False,
) -> Desk:
    """The desk that this call works at: options before settings."""
    from chancery.serve.catalog import catalog
    from chancery.serve.desk import Desk
    from chancery.settings import read_settings

    logging.basicConfig(level=logging.ERROR, format="%(name)s: %(message)s")
    if debug:  # ours alone: what others log of a text is not known
        logging.getLogger("chancery").setLevel(logging.DEBUG)
    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other", hint="choose one of them")
    settings = read_settings(os.environ, home=Path.home(), platform=sys.platform)
    return Desk(
        record_path=record_file or settings.record,
        tier=tier or settings.tier,
        as_json=as_json,
        out=out,
        words=catalog(settings.interface),
        as_csv=as_csv,
        width=settings.width,
    )
