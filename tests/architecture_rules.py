"""The rules of the house as plain functions over a source tree, so that a test can break each on purpose."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

# The order of business: a later stage may call an earlier one, never the reverse.
ORDER = [
    "kernel", "journal", "shops", "files", "lookup", "customers", "catalogue", "membership", "knowledge",
    "stock", "booking", "messages", "work", "enquiries", "orders", "care", "delivery", "handover",
    "settlement", "imports", "returns", "followup", "surveys", "insight", "improvement", "people", "demo", "interfaces",
]  # fmt: skip
OUTSIDE = {"settings"}
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "services.py", "managers.py", "signals.py", "common.py", "misc.py"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 50
# These put the outside together: the URL map and the command line may name every audience.
COMPOSERS = {"urls", "cli"}
# Every audience stands on these: the look, who is asking in which store, kept pictures, lists as files.
SHARED = {"ui", "access", "pictures", "exports"}


def source_files(root: Path) -> Iterator[Path]:
    """The Python files of the package below `root`, without generated migrations."""
    for path in sorted((root / "wangcai").rglob("*.py")):
        if "migrations" not in path.parts and "__pycache__" not in path.parts:
            yield path


def module_of(root: Path, path: Path) -> list[str]:
    parts = list(path.relative_to(root).with_suffix("").parts)
    return parts[:-1] if parts[-1] == "__init__" else parts


def imports_of(root: Path, path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line, dotted parts) of every import of ours, relative ones made absolute."""
    package = module_of(root, path) if path.name == "__init__.py" else module_of(root, path)[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = base + (node.module.split(".") if node.module else [])
            names = [[*module, alias.name] for alias in node.names]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name[0] == "wangcai" and len(name) > 1)


def import_faults(root: Path) -> list[str]:
    """Imports that run against the order, or past a door."""
    faults = []
    for path in source_files(root):
        own = module_of(root, path)
        for line, target in imports_of(root, path):
            reason = import_reason(own, target)
            if reason:
                faults.append(f"{path.relative_to(root)}:{line} imports {'.'.join(target)}: {reason}")
    return faults


def import_reason(own: list[str], target: list[str]) -> str:
    """Why a module may not import a target; empty when it may."""
    here, there = (own[1] if len(own) > 1 else ""), target[1]
    if not here or there not in {*ORDER, *OUTSIDE}:
        return "" if not here or there == "__version__" else "not in the order of business"
    if here in OUTSIDE or there in OUTSIDE:
        serving = ("wangcai.interfaces.cli.application", "wangcai.interfaces.cli.web")
        served = ".".join(own) in serving and target[2] == "wsgi"
        return "" if here == there or served else "settings are read through django.conf"
    if here == there == "interfaces":
        return interface_reason(own, target)
    if here == there:
        return ""
    if ORDER.index(there) > ORDER.index(here):
        return "an earlier stage never knows a later one"
    # It writes migrations, and only they name it: behind the door it would be loaded by every page's process.
    writes_migrations = ".".join(own) == "wangcai.interfaces.cli.first_migrations" and target[1:3] == [
        "kernel",
        "tables",
    ]
    return "" if target[2:3] == ["public"] or writes_migrations else "only through its public door"


def interface_reason(own: list[str], target: list[str]) -> str:
    """Audiences do not know each other; the shared components know none of them."""
    here, there = (own[2] if len(own) > 2 else "urls"), (target[2] if len(target) > 2 else "")
    if here in COMPOSERS or here == there:
        if here == there == "channels" and own[3:4] != target[3:4]:
            return "a channel is one self-contained folder"
        return ""
    return "" if there in SHARED else "audiences do not import each other"


def name_faults(root: Path) -> list[str]:
    """Files whose names say nothing."""
    return [f"{path.relative_to(root)}: name it after what it does" for path in source_files(root)
            if path.name in FORBIDDEN_NAMES]  # fmt: skip


def size_faults(root: Path, allowed: dict[str, str]) -> list[str]:
    """Files over 300 lines have two subjects, functions over 50 lines two jobs."""
    faults = []
    for path in source_files(root):
        name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines > LONGEST_FILE and name not in allowed:
            faults.append(f"{name}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION and f"{name}:{node.name}" not in allowed:
                    faults.append(f"{name}:{node.name}: {length} lines")
    return faults


def stale_permissions(root: Path, allowed: dict[str, str]) -> list[str]:
    """Exceptions that are no longer needed, or give no reason."""
    needed = {fault.rsplit(": ", 1)[0] for fault in size_faults(root, {})}
    return [name for name, reason in allowed.items() if name not in needed or len(reason) < 10]


def app_folders(root: Path) -> Iterator[Path]:
    """Every stage and every audience that exists."""
    for folder in sorted((root / "wangcai").iterdir()):
        if folder.name in ORDER and folder.name != "interfaces" and any(folder.glob("*.py")):
            yield folder
    for folder in sorted((root / "wangcai" / "interfaces").glob("*/")):
        if any(folder.glob("*.py")):
            yield folder


def docstring_faults(root: Path) -> list[str]:
    """Each app says in its `__init__.py` what it is."""
    faults = []
    for folder in app_folders(root):
        start = folder / "__init__.py"
        if not start.exists() or not ast.get_docstring(ast.parse(start.read_text(encoding="utf-8"))):
            faults.append(f"{folder.relative_to(root)}/__init__.py: says nothing")
    return faults


def door_faults(root: Path) -> list[str]:
    """A door lists with `__all__` exactly what it hands out, and only re-exports."""
    faults = []
    for path in sorted((root / "wangcai").rglob("public.py")):
        name, tree = path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
        imported = {alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom)
                    for alias in node.names}  # fmt: skip
        listed = listed_names(tree)
        if listed is None:
            faults.append(f"{name}: has no __all__")
        elif listed != imported:
            faults.append(f"{name}: __all__ and the imports differ: {sorted(listed ^ imported)}")
        if any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body):
            faults.append(f"{name}: a door only re-exports")
    return faults


def listed_names(tree: ast.Module) -> set[str] | None:
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return set(ast.literal_eval(node.value))
    return None


def foreign_key_faults(edges: Iterable[tuple[str, str, str, str]]) -> list[str]:
    """Keys (where, own app, other app, related name) that point up or leave a trace in the other app."""
    faults = []
    for where, own, other, related in edges:
        if own == other or own not in ORDER or other not in ORDER:
            continue
        if ORDER.index(other) > ORDER.index(own):
            faults.append(f"{where}: points up to {other}")
        elif not related.endswith("+"):
            faults.append(f'{where}: needs related_name="+"')
    return faults
