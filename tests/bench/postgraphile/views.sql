-- What PostGraphile cannot say itself: links to one list of the codes, and totals of a cell that
-- the roll-up keeps by budget type. Views are part of the query that reads them.
CREATE SCHEMA IF NOT EXISTS bench;

CREATE OR REPLACE VIEW bench.function_code AS
SELECT budget_type, year, code, name FROM classification WHERE list = 'functional';

CREATE OR REPLACE VIEW bench.function_class AS
SELECT code, name FROM (
    SELECT DISTINCT ON (code) code, name FROM classification
    WHERE list = 'functional' AND year = 0 AND level = 1 ORDER BY code, budget_type
) AS latest;

CREATE OR REPLACE VIEW bench.class_total AS
SELECT region_code, fiscal_year, function_1 AS class,
       sum(count)::bigint AS count, sum(amount)::bigint AS amount
FROM rollup_payment_class WHERE NOT own GROUP BY region_code, fiscal_year, function_1;
