"""The treasury's tables: columns in order, keys, control amounts, and the view CONTROL."""

from __future__ import annotations

from typing import NamedTuple


class Table(NamedTuple):
    """A table: its columns as `NAME TYPE`, the key, the column whose sum is its control total."""

    name: str
    key: str
    control: str | None
    columns: tuple[str, ...]

    @property
    def year(self) -> str:
        """SQL for the fiscal year; a table without one has null."""
        has_year = any(c.startswith("FISCAL_YEAR ") for c in self.columns)
        return "FISCAL_YEAR" if has_year else "NULL::CHAR(4)"


def _table(name: str, key: str, control: str | None, columns: str) -> Table:
    """Columns as 'NAME TYPE, …' with every table's first and last ones left out."""
    named = [" ".join(part.split()) for part in columns.split(";")]
    return Table(
        name,
        key,
        control,
        (
            f"{key} VARCHAR(40) NOT NULL",
            *named,
            "CREATE_TIME TIMESTAMP(0) NOT NULL",
            "UPDATE_TIME TIMESTAMP(0) NOT NULL",
            "IS_DELETED CHAR(1) NOT NULL",
        ),
    )


# Columns that a payment takes from its allotment, in one block.
SPENDER = (
    "MOF_DIV_CODE VARCHAR(9);FISCAL_YEAR CHAR(4);AGENCY_CODE VARCHAR(15);DEPT_CODE VARCHAR(15);"
    "PRO_CODE VARCHAR(21);FUND_TYPE_CODE VARCHAR(2);EXP_FUNC_CODE VARCHAR(9);"
    "GOV_BGT_ECO_CODE VARCHAR(5);DEP_BGT_ECO_CODE VARCHAR(5)"
)
TAGS = (
    "TRACK_PRO_CODE VARCHAR(21);DIRECT_FUND_CODE VARCHAR(2);THREE_GUAR_CODE VARCHAR(2);"
    "IS_AGRI_POOL CHAR(1)"
)
PAYER = "PAY_ACCT_NAME VARCHAR(80);PAY_ACCT_NO VARCHAR(30);PAY_ACCT_BANK_NAME VARCHAR(60)"
PAYEE = "PAYEE_ACCT_NAME VARCHAR(80);PAYEE_ACCT_NO VARCHAR(30);PAYEE_ACCT_BANK_NAME VARCHAR(60)"
MONEY = "NUMERIC(20,2)"
LEGACY = "NUMERIC(20,4)"

TABLES = (
    _table(
        "BA_BGT_INFO",
        "BGT_ID",
        "AMOUNT",
        "MOF_DIV_CODE VARCHAR(9);MOF_DIV_NAME VARCHAR(60);FISCAL_YEAR CHAR(4);"
        "COR_BGT_DOC_NO VARCHAR(60);BGT_DOC_TITLE VARCHAR(120);DOC_DATE TIMESTAMP(0);"
        "SUP_BGT_DOC_NO VARCHAR(60);BUDGET_LEVEL_CODE CHAR(1);AGENCY_CODE VARCHAR(15);"
        "AGENCY_NAME VARCHAR(80);PRO_CODE VARCHAR(21);BGT_PMAN_ID VARCHAR(40);"
        "FUND_TYPE_CODE VARCHAR(2);TP_FUNC_CODE VARCHAR(9);EXP_FUNC_CODE VARCHAR(9);"
        "GOV_BGT_ECO_CODE VARCHAR(5);DEP_BGT_ECO_CODE VARCHAR(5);BGT_TYPE_CODE VARCHAR(3);"
        "BGT_EXE_FLAG CHAR(1);SOURCE_TYPE_CODE VARCHAR(3);"
        f"AMOUNT {MONEY};DIS_AMT {MONEY};CUR_AMT {MONEY};FRZ_AMT {MONEY};PAY_APP_AMT {MONEY};"
        "ORI_BGT_ID VARCHAR(40);ORI_DIV_CODE VARCHAR(9);REC_DIV_CODE VARCHAR(9);IS_TRACK CHAR(1);"
        f"{TAGS};IS_GOV_PUR CHAR(1);MANAGE_MOF_DEP_CODE VARCHAR(10);BGT_MOF_DEP_CODE VARCHAR(10)",
    ),
    _table(
        "BA_BGT_ADJSUB",
        "ADJ_SUB_ID",
        "ADD_AMOUNT",
        "MOF_DIV_CODE VARCHAR(9);FISCAL_YEAR CHAR(4);COR_BGT_DOC_NO VARCHAR(60);"
        "ADJ_DATE TIMESTAMP(0);BAT_NUM VARCHAR(20);BGT_ID VARCHAR(40);ORI_BGT_ID VARCHAR(40);"
        f"ADJ_TYPE_CODE VARCHAR(3);ADD_AMOUNT {MONEY};PRO_CODE VARCHAR(21);"
        "FUND_TYPE_CODE VARCHAR(2);EXP_FUNC_CODE VARCHAR(9);SOURCE_TYPE_CODE VARCHAR(3);"
        "BGT_DEC VARCHAR(120)",
    ),
    _table(
        "PAY_PLAN_VOUCHER",
        "PLAN_ID",
        "PLAN_AMT",
        f"PLAN_VOUCHER_NO VARCHAR(20);PLAN_MONTH VARCHAR(2);{SPENDER};BGT_ID VARCHAR(40);"
        f"PLAN_APP_AMT {LEGACY};PLAN_AMT {LEGACY};PAY_TYPE_CODE VARCHAR(2);USE_DES VARCHAR(120);"
        "BOND_CODE VARCHAR(20)",
    ),
    _table(
        "PAY_VOUCHER",
        "PAY_APP_ID",
        "PAY_APP_AMT",
        f"PAY_APP_NO VARCHAR(20);PAY_CERT_ID VARCHAR(40);BGT_ID VARCHAR(40);{SPENDER};"
        f"PAY_APP_AMT {LEGACY};XPAY_AMT {MONEY};CREATE_DATE TIMESTAMP(0);{PAYER};{PAYEE};"
        "USE_DES VARCHAR(120);SET_MODE_CODE VARCHAR(2);PAY_BUS_TYPE_CODE VARCHAR(2);"
        "PAY_TYPE_CODE VARCHAR(2);CURRENCY_CODE VARCHAR(3);CONTRACT_NO VARCHAR(40);"
        f"BOND_CODE VARCHAR(20);{TAGS}",
    ),
    _table(
        "PAY_VOUCHER_BILL",
        "PAY_CERT_ID",
        "PAY_AMT",
        f"PAY_CERT_NO VARCHAR(20);{SPENDER};VOU_DATE VARCHAR(8);PAY_AMT {MONEY};XPAY_AMT {MONEY};"
        f"XPAY_DATE TIMESTAMP(0);ACT_LQD_DATE TIMESTAMP(0);{PAYER};{PAYEE};"
        "AGENT_BUSINESS_NO VARCHAR(30);USE_DES VARCHAR(120);SET_MODE_CODE VARCHAR(2);"
        f"PAY_BUS_TYPE_CODE VARCHAR(2);{TAGS}",
    ),
    _table(
        "PAY_DETAIL",
        "PAY_DETAIL_ID",
        "PAY_AMT",
        "MOF_DIV_CODE VARCHAR(9);FISCAL_YEAR CHAR(4);AGENCY_CODE VARCHAR(15);"
        "PAY_APPLY_ID VARCHAR(40);PAY_CERT_NO VARCHAR(20);"
        f"PAY_AMT {LEGACY};XPAY_AMT {MONEY};{PAYEE};ADD_WORD VARCHAR(120);TRACKING_ID VARCHAR(40);"
        "IS_TO_PEOP_ENTERP CHAR(1);PER_NAME VARCHAR(40);IDEN_NO VARCHAR(18);CORP_NAME VARCHAR(80);"
        "UNIFSOC_CRED_CODE VARCHAR(18);PAY_MONTH VARCHAR(6);TOWN_CODE VARCHAR(9);"
        "TOWN_NAME VARCHAR(60);VILLAGE_CODE VARCHAR(12);VILLAGE_NAME VARCHAR(60)",
    ),
    _table(
        "TRE_ACCOUNT",
        "ACCT_ID",
        None,
        "MOF_DIV_CODE VARCHAR(9);ACCT_NAME VARCHAR(80);ACCT_NO VARCHAR(30);BANK_NAME VARCHAR(60);"
        "ACCT_TYPE_CODE VARCHAR(2);FUND_TYPE_CODE VARCHAR(2);ACCT_STATE_CODE CHAR(1);"
        "OPEN_DATE TIMESTAMP(0);CLOSE_DATE TIMESTAMP(0)",
    ),
    _table(
        "TRE_ACCOUNT_BALANCE",
        "BAL_ID",
        "BALANCE",
        "ACCT_ID VARCHAR(40);MOF_DIV_CODE VARCHAR(9);FISCAL_YEAR CHAR(4);BAL_DATE TIMESTAMP(0);"
        f"IN_AMT {MONEY};OUT_AMT {MONEY};BALANCE {MONEY}",
    ),
)


def create_statements() -> list[str]:
    """The schema and its tables, without indexes."""
    return [
        "CREATE SCHEMA treasury",
        *(f"CREATE TABLE treasury.{t.name} ({', '.join(t.columns)})" for t in TABLES),
    ]


def index_statements() -> list[str]:
    """Keys and the indexes a reader pages by, made after loading."""
    found = []
    for t in TABLES:
        found.append(
            f"ALTER TABLE treasury.{t.name} ADD CONSTRAINT PK_{t.name} PRIMARY KEY ({t.key})"
        )
        found.append(
            f"CREATE UNIQUE INDEX IX_{t.name}_UPD ON treasury.{t.name} (UPDATE_TIME, {t.key})"
        )
    return found


def control_view() -> str:
    """Count and sum of living rows by table, region and year."""
    return "CREATE VIEW treasury.CONTROL AS " + " UNION ALL ".join(
        f"SELECT '{t.name}'::VARCHAR(30) AS TABLE_NAME, MOF_DIV_CODE, {t.year} AS FISCAL_YEAR,"
        f" count(*) AS ROW_COUNT, {f'sum({t.control})' if t.control else 'NULL::NUMERIC'}"
        f" AS SUM_AMT FROM treasury.{t.name} WHERE IS_DELETED = '0' GROUP BY 2, 3"
        for t in TABLES
    )
