"""The few typed functions a language model may call. Arguments are spans of the question; results are ready to quote.

>>> run_call("bond_yield", {"price": "98.75", "coupon_pct": "7.5", "frequency": "semi-annually", "years": "8 years"})
{'yield': '7.712%'}
>>> run_call("bond_yield", {"coupon_pct": "7.5", "frequency": "semi-annually", "years": "8 years"})
{'error': 'price is missing'}
"""

from bondsft.calculators.functions import Finder
from bondsft.calculators.registry import CALCULATORS, COMMON, Calculator, forget_own, register, schemas
from bondsft.calculators.running import HIGHEST, run_call, run_together

__all__ = ["CALCULATORS", "COMMON", "HIGHEST", "Calculator", "Finder"]
__all__ += ["forget_own", "register", "run_call", "run_together", "schemas"]
