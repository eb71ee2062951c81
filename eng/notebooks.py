"""Runs the notebooks of docs/notebooks, and compares what their cells write with what they show.

Usage: eng/notebooks.py [--update] [NOTEBOOK...]. With --update, it writes the output into the notebooks instead. Figures are drawn, and not compared: other fonts
and versions of matplotlib draw other pixels.
"""

import os
import pathlib
import re
import sys

import nbclient
import nbformat

# The debugger of the kernel warns about itself.
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"

FOLDER = pathlib.Path(__file__).parent.parent / "docs" / "notebooks"
# The numbers of a matplotlib object in memory, as in <Figure at 0x7f...>.
ADDRESS = re.compile("0x[0-9a-f]+")


def written(cell):
    """What a cell writes: its text, and that it draws something."""
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            yield output["text"]
        elif "image/png" in output.get("data", {}):
            yield "a figure"
        elif "data" in output:
            yield ADDRESS.sub("", output["data"]["text/plain"])


def run(path, update):
    """Runs a notebook, and returns the places where it writes something else than it shows."""
    shown = nbformat.read(path, as_version=4)
    ran = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(ran, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    if update:
        for cell in ran.cells:
            cell.metadata.pop("execution", None)
        nbformat.write(ran, path)
        return []
    return [
        f"{path.name}, {new['id']}: writes\n{list(written(new))}\nand shows\n{list(written(old))}"
        for old, new in zip(shown.cells, ran.cells)
        if list(written(old)) != list(written(new))
    ]


def main(arguments):
    update = "--update" in arguments
    paths = [pathlib.Path(argument).absolute() for argument in arguments if argument != "--update"] or sorted(FOLDER.glob("*.ipynb"))
    differences = [difference for path in paths for difference in run(path, update)]
    print("\n".join(differences), end="")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
