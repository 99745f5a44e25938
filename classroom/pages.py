"""What nbgrader's pages, formgrader and feedback, make of the Markdown in a notebook.

Their templates put the HTML in a Markdown cell onto the page as it is, whatever
`HTMLExporter.sanitize_html` says: a student's script would run in the browser of the
instructor who grades it. nbgrader_config.py puts `markdown2html` in the place of
nbconvert's filter of that name.
"""

from html import escape

from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath


class Renderer(IPythonRenderer):
    """nbconvert's renderer, in whose diagrams HTML is text too."""

    def block_mermaidjs(self, code):
        """Return the diagram as mermaid reads it: it takes the text of the element."""
        return super().block_mermaidjs(escape(code))


@pass_context
def markdown2html(context, source):
    """Return Markdown as HTML; HTML in it becomes text, a link to a script no link.

    Parameters
    ----------
    context : jinja2.runtime.Context
        That of the template; its "cell" has the pictures attached to it.
    source : str

    Examples
    --------
    >>> markdown2html({}, "*so* <script>alert(1)</script>")
    '<p><em>so</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>\\n'
    """
    pictures = context.get("cell", {}).get("attachments", {})
    renderer = Renderer(True, allow_harmful_protocols=False, attachments=pictures)
    return MarkdownWithMath(renderer=renderer).render(source)
