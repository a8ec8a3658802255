"""What a command's exit code means."""

from __future__ import annotations

from enum import IntEnum

from chancery.errors import ChanceryError, GazetteerError, PackError, RecordError, RuleError, UsageError


class Exit(IntEnum):
    """The closed list of exit codes."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    REFUSED = 3
    RECORD = 4
    NOT_FOUND = 5
    INSTALLATION = 6
    INTERRUPTED = 130
    PIPE = 141


MEANING = {
    Exit.DONE: "Done. An empty answer is an answer.",
    Exit.FAULT: "Something unforeseen went wrong inside chancery; `--debug` shows where.",
    Exit.USAGE: "The command, an option, a setting or the file given to `--out` is wrong; nothing was done.",
    Exit.REFUSED: "Done, but at least one document was refused; each refusal is named with its reason.",
    Exit.RECORD: "The record cannot be opened, read or written, or `doctor` found it damaged.",
    Exit.NOT_FOUND: "`show` found nothing under the id.",
    Exit.INSTALLATION: "A language pack, a rule or the gazetteer of this installation is missing or damaged.",
    Exit.INTERRUPTED: "Interrupted. What was acknowledged is kept; the same command goes on from there.",
    Exit.PIPE: "The program that read the output closed it early (`| head`).",
}

_INSTALLATION = (PackError, RuleError, GazetteerError)


def exit_for(error: ChanceryError) -> Exit:
    """The exit code of a command that ended with `error`."""
    if isinstance(error, UsageError):
        return Exit.USAGE
    if isinstance(error, RecordError):
        return Exit.RECORD
    return Exit.INSTALLATION if isinstance(error, _INSTALLATION) else Exit.REFUSED
