-- Payment groups (planned once)
SELECT t.k0, t.k1, t.a0, CAST(t.a1 AS TEXT) AS a1, t.a2, t.a3, t.rn 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, g.a3 AS a3, row_number() OVER (ORDER BY g.a2 DESC NULLS LAST, g.k1 DESC NULLS LAST, g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT s.k0 AS k0, s.k1 AS k1, s.a0 AS a0, s.a1 AS a1, s.a2 AS a2, round(CAST(s.a1 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a1) OVER () AS NUMERIC), 0) AS NUMERIC) AS a3 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1, round(CAST(sum(m.v0) AS NUMERIC), 40) / CAST(nullif(CAST(sum(m.n) AS NUMERIC), 0) AS NUMERIC) AS a2 
FROM (SELECT w.k0 AS k0, w.k1 AS k1, w.n AS n, w.v0 AS v0 
FROM (SELECT CAST(b.region_code AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.region_code = any($2::INTEGER[]) AND b.own = false UNION ALL SELECT CAST(NULL AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.own = false AND b.region_code = 100000000 UNION ALL SELECT CAST(NULL AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, -1 * b.count AS n, -1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.region_code = any($2::INTEGER[]) AND b.own = false) AS w) AS m GROUP BY m.k0, m.k1 
HAVING sum(m.n) != 0) AS s) AS g 
WHERE g.a0 >= $3::BIGINT AND g.a1 > $4::NUMERIC ORDER BY g.a2 DESC NULLS LAST, g.k1 DESC NULLS LAST, g.k0 ASC NULLS LAST 
 LIMIT $5::BIGINT) AS t ORDER BY t.a2 DESC NULLS LAST, t.k1 DESC NULLS LAST, t.k0 ASC NULLS LAST
-- $1 = 2025
-- $2 = regions of tier(None, CITY)
-- $3 = 2
-- $4 = 0
-- $5 = size(2)

-- Payment rows (planned once)
SELECT t.ord, t.voucher_on - DATE '1970-01-01' AS c1, t.amount AS c2 
FROM (SELECT w.voucher_on AS voucher_on, w.amount AS amount, w.home_code AS home_code, w.region_code AS region_code, w.fiscal_year AS fiscal_year, w.payment_id AS payment_id, w.ord AS ord, w.rn AS rn 
FROM (SELECT b.voucher_on AS voucher_on, b.amount AS amount, b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, b.payment_id AS payment_id, p.ord AS ord, row_number() OVER (PARTITION BY p.ord ORDER BY b.amount DESC, b.home_code DESC, b.region_code DESC, b.fiscal_year DESC, b.payment_id DESC) AS rn 
FROM payment AS b JOIN unnest($1::BIGINT[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(rn, k0, k1, ord) ON coalesce(b.city_code, 0) = coalesce(p.k0, 0) AND (b.city_code IS NULL) = (p.k0 IS NULL) AND coalesce(left(b.function, 3), '') = coalesce(p.k1, '') AND (left(b.function, 3) IS NULL) = (p.k1 IS NULL) 
WHERE b.fiscal_year = $4::INTEGER) AS w 
WHERE w.rn <= $5::BIGINT) AS t ORDER BY t.ord, t.amount DESC, t.home_code DESC, t.region_code DESC, t.payment_id DESC
-- $1 = column 6 of the parents' rows
-- $2 = column 0 of the parents' rows
-- $3 = column 1 of the parents' rows
-- $4 = 2025
-- $5 = size(1)

-- Payment count (planned once)
SELECT p.ord, coalesce(t.n, 0) AS coalesce_1 
FROM unnest($1::BIGINT[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(rn, k0, k1, ord) LEFT OUTER JOIN (SELECT p.ord AS ord, count(*) AS n 
FROM payment AS b JOIN unnest($1::BIGINT[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(rn, k0, k1, ord) ON coalesce(b.city_code, 0) = coalesce(p.k0, 0) AND (b.city_code IS NULL) = (p.k0 IS NULL) AND coalesce(left(b.function, 3), '') = coalesce(p.k1, '') AND (left(b.function, 3) IS NULL) = (p.k1 IS NULL) 
WHERE b.fiscal_year = $4::INTEGER GROUP BY p.ord) AS t ON t.ord = p.ord ORDER BY p.ord
-- $1 = column 6 of the parents' rows
-- $2 = column 0 of the parents' rows
-- $3 = column 1 of the parents' rows
-- $4 = 2025

-- Payment group count (planned once)
SELECT count(*) AS count_1 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT w.k0 AS k0, w.k1 AS k1, w.n AS n, w.v0 AS v0 
FROM (SELECT CAST(b.region_code AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.region_code = any($2::INTEGER[]) AND b.own = false UNION ALL SELECT CAST(NULL AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.own = false AND b.region_code = 100000000 UNION ALL SELECT CAST(NULL AS INTEGER) AS k0, nullif(b.function_1, '') AS k1, -1 * b.count AS n, -1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.region_code = any($2::INTEGER[]) AND b.own = false) AS w) AS m GROUP BY m.k0, m.k1 
HAVING sum(m.n) != 0) AS g 
WHERE g.a0 >= $3::BIGINT AND g.a1 > $4::NUMERIC
-- $1 = 2025
-- $2 = regions of tier(None, CITY)
-- $3 = 2
-- $4 = 0

-- Payment subtotals 1 (planned once)
SELECT t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1 
FROM (SELECT m.k0 AS k0, CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT w.k0 AS k0, w.n AS n, w.v0 AS v0 
FROM (SELECT CAST(b.region_code AS INTEGER) AS k0, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.region_code = any($2::INTEGER[]) AND b.own = false UNION ALL SELECT CAST(NULL AS INTEGER) AS k0, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.own = false AND b.region_code = 100000000 UNION ALL SELECT CAST(NULL AS INTEGER) AS k0, -1 * b.count AS n, -1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.region_code = any($2::INTEGER[]) AND b.own = false) AS w) AS m GROUP BY m.k0 
HAVING sum(m.n) != 0) AS g 
WHERE EXISTS (SELECT 1 
FROM unnest($3::INTEGER[], $4::TEXT[], $5::BIGINT[]) AS q(k0, k1, rn) 
WHERE q.rn <= $6::BIGINT AND coalesce(g.k0, 0) = coalesce(q.k0, 0) AND (g.k0 IS NULL) = (q.k0 IS NULL))) AS t ORDER BY t.k0 ASC NULLS LAST
-- $1 = 2025
-- $2 = regions of tier(None, CITY)
-- $3 = column 0 of the rows of statement 0
-- $4 = column 1 of the rows of statement 0
-- $5 = column 6 of the rows of statement 0
-- $6 = size(2)

-- Payment others (planned once)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1, t.a2, t.a3, t.a4, t.a5 
FROM (SELECT count(*) FILTER (WHERE q.rn IS NULL) AS a0, coalesce(sum(m.v0) FILTER (WHERE q.rn IS NULL), 0) AS a1, max(m.v0) FILTER (WHERE q.rn IS NULL) AS a2, max(m.v1) FILTER (WHERE q.rn IS NULL) AS a3, count(DISTINCT (m.v2, m.v3, m.v4)) FILTER (WHERE m.v2 IS NOT NULL AND m.v3 IS NOT NULL AND m.v4 IS NOT NULL AND q.rn IS NULL) AS a4, count(DISTINCT m.v5) FILTER (WHERE q.rn IS NULL) AS a5 
FROM (SELECT b.city_code AS k0, left(b.function, 3) AS k1, b.amount AS v0, b.voucher_on AS v1, b.home_code AS v2, b.region_code AS v3, b.project_code AS v4, b.payee_name AS v5 
FROM payment AS b 
WHERE b.fiscal_year = $1::INTEGER) AS m LEFT OUTER JOIN unnest($2::INTEGER[], $3::TEXT[], $4::BIGINT[]) AS q(k0, k1, rn) ON q.rn <= $5::BIGINT AND coalesce(m.k0, 0) = coalesce(q.k0, 0) AND (m.k0 IS NULL) = (q.k0 IS NULL) AND coalesce(m.k1, '') = coalesce(q.k1, '') AND (m.k1 IS NULL) = (q.k1 IS NULL)) AS t
-- $1 = 2025
-- $2 = column 0 of the rows of statement 0
-- $3 = column 1 of the rows of statement 0
-- $4 = column 6 of the rows of statement 0
-- $5 = size(2)

-- Payment total (planned once)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.own = false AND b.region_code = 100000000) AS m) AS t
-- $1 = 2025

-- Payment coverage (planned anew for each set of values)
SELECT t.source, t.n, (SELECT max(r.finished_at) AS max_1 
FROM batch AS r 
WHERE r.source = t.source AND r.entity = 'Payment' AND r.state = 'DONE') AS finished 
FROM (SELECT m.v0 AS source, count(*) AS n, max(m.v1) AS changed 
FROM (SELECT b.source AS v0, b.source_updated_at AS v1 
FROM payment AS b 
WHERE b.fiscal_year = $1::INTEGER) AS m GROUP BY m.v0) AS t ORDER BY t.source
-- $1 = 2025
