-- Payment groups (planned once)
SELECT t.k0, t.k1, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, g.a1 AS a1 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT w.k0 AS k0, w.k1 AS k1, w.n AS n, w.v0 AS v0 
FROM (SELECT CAST(b.region_code AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.region_code = any($2::INTEGER[]) AND b.own = false UNION ALL SELECT CAST(NULL AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.own = false AND b.region_code = $3::INTEGER UNION ALL SELECT CAST(NULL AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, -1 * b.count AS n, -1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.region_code = any($2::INTEGER[]) AND b.own = false) AS w) AS m GROUP BY m.k0, m.k1 
HAVING sum(m.n) != 0) AS g 
WHERE true ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST 
 LIMIT $4::BIGINT) AS t ORDER BY t.a1 DESC NULLS LAST, t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST
-- $1 = 2025
-- $2 = regions of tier('440000', CITY)
-- $3 = region('440000')
-- $4 = size(5)

-- Payment group count (planned once)
SELECT count(*) AS count_1 
FROM (SELECT m.k0 AS k0, m.k1 AS k1 
FROM (SELECT w.k0 AS k0, w.k1 AS k1, w.n AS n 
FROM (SELECT CAST(b.region_code AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, 1 * b.count AS n 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.region_code = any($2::INTEGER[]) AND b.own = false UNION ALL SELECT CAST(NULL AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, 1 * b.count AS n 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.own = false AND b.region_code = $3::INTEGER UNION ALL SELECT CAST(NULL AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, -1 * b.count AS n 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.region_code = any($2::INTEGER[]) AND b.own = false) AS w) AS m GROUP BY m.k0, m.k1 
HAVING sum(m.n) != 0) AS g 
WHERE true
-- $1 = 2025
-- $2 = regions of tier('440000', CITY)
-- $3 = region('440000')

-- Payment total (planned once)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.own = false AND b.region_code = $2::INTEGER) AS m) AS t
-- $1 = 2025
-- $2 = region('440000')
