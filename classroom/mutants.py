"""Small changes to a reference solution, each of which the tests ought to notice."""

import ast
import copy

COMPARISONS = {
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
}
OPERATORS = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add, ast.Mult],
    ast.Mult: [ast.Add, ast.Div],
    ast.Div: [ast.Mult, ast.Sub],
    ast.MatMult: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.BitOr: [ast.BitAnd],
    ast.BitAnd: [ast.BitOr],
    ast.And: [ast.Or],
    ast.Or: [ast.And],
}
NAMES = {
    "argmax": "argmin",
    "max": "min",
    "min": "max",
    "sum": "mean",
    "eye": "ones",
    "zeros": "ones",
    "ones": "zeros",
    "nan": "inf",
    "exp": "abs",
    "ValueError": "IndexError",
}


def mutants(source):
    """Return {description: source} of all mutants of a function.

    The description is the changed statement before and after, which also identifies a
    mutant in a bank; where the same statement stands twice, the second gets a number.
    """
    tree = ast.parse(source)
    found = {}
    for index, node in enumerate(ast.walk(tree)):
        for number in range(len(replacements(node))):
            mutated = copy.deepcopy(tree)
            target = list(ast.walk(mutated))[index]
            replace(mutated, target, replacements(target)[number])
            before, after = (
                ast.unparse(tree),
                ast.unparse(ast.fix_missing_locations(mutated)),
            )
            if before != after:
                count = 1
                title = description = difference(before, after)
                while found.get(title, after) != after:
                    count += 1
                    title = f"{description} ({count})"
                found[title] = after
    return found


def replacements(node):
    """Return the nodes that may stand in the place of a node."""
    match node:
        case ast.Compare(ops=[operator]):
            return [
                ast.Compare(node.left, [new()], node.comparators)
                for new in COMPARISONS.get(type(operator), [])
            ]
        case ast.BinOp():
            changed = OPERATORS.get(type(node.op), [])
            return [ast.BinOp(node.left, new(), node.right) for new in changed]
        case ast.BoolOp():
            return [ast.BoolOp(OPERATORS[type(node.op)][0](), node.values)]
        case ast.UnaryOp():
            return [node.operand]
        case ast.Constant(value=bool()):
            return [ast.Constant(not node.value)]
        case ast.Constant(value=int() | float()):
            return [ast.Constant(node.value + 1), ast.Constant(node.value - 1)]
        case ast.Call():
            without = [
                ast.Call(
                    node.func, node.args, node.keywords[:i] + node.keywords[i + 1 :]
                )
                for i in range(len(node.keywords))
            ]
            return without + node.args[:1]
        case ast.Attribute(attr=name) if name in NAMES:
            return [ast.Attribute(node.value, NAMES[name], node.ctx)]
        case ast.Name(id=name) if name in NAMES:
            return [ast.Name(NAMES[name], node.ctx)]
        case ast.If() | ast.IfExp() | ast.While():
            return [with_test(node, value) for value in (True, False)]
        case ast.Assign() | ast.AugAssign() | ast.Raise() | ast.For():
            return [ast.Pass()]
        case ast.Return():
            return [ast.Return(ast.Constant(None))]
    return []


def with_test(node, value):
    """Return a conditional whose condition is a constant."""
    changed = copy.deepcopy(node)
    changed.test = ast.Constant(value)
    return changed


def replace(tree, old, new):
    """Put a node in the place of another, wherever it hangs in the tree."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
            elif isinstance(value, list):
                for i, item in enumerate(value):
                    if item is old:
                        value[i] = new


def difference(before, after):
    """Return the first line that differs, before and after."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    old, new = next(pair for pair in pairs if pair[0] != pair[1])
    return f"{old.strip()} -> {new.strip()}"
