"""`hea completion`: a script that lets a shell complete verbs and options with the Tab key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from builder.errors import UserError

_BASH = """\
# Made by hea completion bash: load it by  source <(hea completion bash)
_hea() {{
  local word path="hea" current="${{COMP_WORDS[COMP_CWORD]}}"
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$path $word" in
      {paths}) path="$path $word" ;;
    esac
  done
  case "$path" in
{words}
  esac
}}
complete -o default -F _hea hea
"""
_ZSH = """\
# Made by hea completion zsh: load it by  source <(hea completion zsh)
autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
"""
SHELLS = ("bash", "zsh", "fish")


def completion(
    shell: Annotated[str, typer.Argument(help="bash, zsh or fish.", show_default=False)],
) -> None:
    """Print a script that lets your shell complete verbs and options with the Tab key.

    bash: `echo 'source <(hea completion bash)' >> ~/.bashrc`; zsh: the same with zsh and ~/.zshrc;
    fish: `hea completion fish > ~/.config/fish/completions/hea.fish`.
    """
    from hea.cli.app import front_door

    if shell not in SHELLS:
        raise UserError(f"There is no completion for “{shell}”.", f"One of: {', '.join(SHELLS)}.")
    verbs = list(_verbs(typer.main.get_command(front_door()), "hea"))
    typer.echo(_fish(verbs) if shell == "fish" else _bash(verbs, shell), nl=False)


def _verbs(command: Any, path: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield path, help and words of a command and of all below it; a word comes with its help."""
    words = {name: _first(one.get_short_help_str()) for name, one in _below(command).items()}
    for option in command.params:
        long = [name for name in option.opts if name.startswith("--")]
        words |= dict.fromkeys(long, _first(getattr(option, "help", None) or ""))
    yield path, _first(command.get_short_help_str()), words | {"--help": "Show help."}
    for name, one in _below(command).items():
        yield from _verbs(one, f"{path} {name}")


def _below(command: Any) -> dict[str, Any]:
    return getattr(command, "commands", {})


def _first(text: str) -> str:
    """Return the first sentence of a help text, without what a shell could take for its own."""
    plain = "".join(sign for sign in text.split(". ")[0] if sign.isalnum() or sign in " ,.:-()…")
    return " ".join(plain.split())[:70]


def _bash(verbs: list[tuple[str, str, dict[str, str]]], shell: str) -> str:
    paths = "|".join(f'"{path}"' for path, _, _ in verbs if path != "hea")
    words = "\n".join(
        f'    "{path}") COMPREPLY=($(compgen -W "{" ".join(known)}" -- "$current")) ;;'
        for path, _, known in verbs
    )
    return (_ZSH if shell == "zsh" else "") + _BASH.format(paths=paths, words=words)


def _fish(verbs: list[tuple[str, str, dict[str, str]]]) -> str:
    lines = [
        "# Made by hea completion fish > ~/.config/fish/completions/hea.fish",
        "function __hea_at",
        "  set -l path (string join ' ' (string match -v -- '-*' (commandline -opc)))",
        '  test "$path" = "$argv"',
        "end",
        "function __hea_in",
        "  set -l path (string join ' ' (string match -v -- '-*' (commandline -opc)))",
        '  string match -q -- "$argv *" "$path "',
        "end",
    ]
    for path, _, known in verbs:
        # Behind a verb without others below it there may be a question.
        where = "at" if any(not word.startswith("--") for word in known) else "in"
        for word, told in known.items():
            what = f"-l {word[2:]}" if word.startswith("--") else f"-a {word}"
            lines.append(f"complete -c hea -n '__hea_{where} {path}' {what} -d '{told}'")
    return "\n".join(lines) + "\n"
