-- Region by key (planned once)
SELECT t.name AS c0, t.code AS c1 
FROM region AS t 
WHERE t.code = $1::INTEGER
-- $1 = region('440000')

-- Region rows (planned once)
SELECT p.ord, t.name AS c1, t.code AS c2 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) JOIN LATERAL (SELECT b.name AS name, b.code AS code 
FROM region AS b 
WHERE true AND b.parent_code = p.k0 ORDER BY b.code ASC 
 LIMIT $2::BIGINT) AS t ON true ORDER BY p.ord, t.code ASC
-- $1 = column 1 of the parents' rows
-- $2 = size(None)

-- Payment groups (planned once)
SELECT t.ord, t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1, t.a2, t.rn 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.a1 AS a1, w.a2 AS a2, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, row_number() OVER (PARTITION BY g.ord ORDER BY g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT s.ord AS ord, s.k0 AS k0, s.a0 AS a0, s.a1 AS a1, round(CAST(s.a1 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a1) OVER (PARTITION BY s.ord) AS NUMERIC), 0) AS NUMERIC) AS a2 
FROM (SELECT m.ord AS ord, m.k0 AS k0, CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, nullif(b.function_1, '') AS k0, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = false AND b.region_code = p.k0 
WHERE b.fiscal_year = $2::INTEGER) AS m GROUP BY m.ord, m.k0 
HAVING sum(m.n) != 0) AS s) AS g 
WHERE true) AS w 
WHERE w.rn <= $3::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 2 of the parents' rows
-- $2 = 2025
-- $3 = size(2)

-- Payment others (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, CAST(coalesce(sum(m.n) FILTER (WHERE q.rn IS NULL), 0) AS BIGINT) AS a0, coalesce(sum(m.v0) FILTER (WHERE q.rn IS NULL), 0) AS a1 
FROM (SELECT p.ord AS ord, nullif(b.function_1, '') AS k0, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = false AND b.region_code = p.k0 
WHERE b.fiscal_year = $2::INTEGER) AS m LEFT OUTER JOIN unnest($3::BIGINT[], $4::TEXT[], $5::BIGINT[]) AS q(ord, k0, rn) ON q.rn <= $6::BIGINT AND m.ord = q.ord AND coalesce(m.k0, '') = coalesce(q.k0, '') AND (m.k0 IS NULL) = (q.k0 IS NULL) GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 2 of the parents' rows
-- $2 = 2025
-- $3 = column 0 of the rows of statement 2
-- $4 = column 1 of the rows of statement 2
-- $5 = column 5 of the rows of statement 2
-- $6 = size(2)

-- Payment total (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = true AND b.region_code = p.k0 
WHERE true) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 2 of the parents' rows
