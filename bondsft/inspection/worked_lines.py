"""Whether the lines of a worked answer are true as they are printed: "v = 1 / 1.04 = 0.96153846"."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, DecimalException, localcontext

NUMBER = re.compile(r"\d+(?:\.\d+)?")
ARITHMETIC = re.compile(r"[\d.()+*/^ -]{1,500}")
OPERATORS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def untrue(line: str) -> bool:
    """Whether a line says of its arithmetic what it does not come to. A line without any, such as "coupon = 3.5", is true."""
    _name, *rest = line.split(" = ")
    if len(rest) < 2:
        return False
    expression, printed = rest[0], rest[-1].strip("()")
    try:
        difference = abs(evaluated(expression) - Decimal(printed))
    except (ValueError, DecimalException):
        return True
    decimals = len(printed.partition(".")[2])
    return difference > Decimal(1).scaleb(-decimals) / 2 * (1 + Decimal("1e-20"))


def evaluated(expression: str) -> Decimal:
    """Arithmetic in decimals: the numbers as they are printed, none of them a float. Raises ValueError for anything else; nothing
    is executed but the five operations."""
    if not ARITHMETIC.fullmatch(expression):
        raise ValueError(expression)
    quoted = NUMBER.sub(lambda match: f"'{match[0]}'", expression.replace("^", "**"))
    try:
        tree = ast.parse(quoted.strip(), mode="eval")
    except (SyntaxError, RecursionError) as error:
        raise ValueError(expression) from error
    with localcontext() as context:
        context.prec = 60
        return value_of(tree.body)


def value_of(node: ast.expr) -> Decimal:
    match node:
        case ast.BinOp() if type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](value_of(node.left), value_of(node.right))
        case ast.UnaryOp(op=ast.USub()):
            return -value_of(node.operand)
        case ast.Constant(value=str(digits)):
            return Decimal(digits)
    raise ValueError(ast.dump(node))
