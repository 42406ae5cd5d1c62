-- Contract groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.k2, t.k3, t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, t.a3, t.a4, t.rn, x10.project_code AS c10, x10.name AS c11 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.k2 AS k2, g.k3 AS k3, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, g.a3 AS a3, g.a4 AS a4, row_number() OVER (ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST, g.k2 ASC NULLS LAST, g.k3 ASC NULLS LAST) AS rn 
FROM (SELECT s.k0 AS k0, s.k1 AS k1, s.k2 AS k2, s.k3 AS k3, s.a0 AS a0, s.a1 AS a1, s.a2 AS a2, s.a4 AS a4, round(CAST(s.a1 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a1) OVER () AS NUMERIC), 0) AS NUMERIC) AS a3 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, m.k2 AS k2, m.k3 AS k3, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2, count(DISTINCT m.v2) AS a4 
FROM (SELECT CASE WHEN (b.project_code IS NOT NULL) THEN b.home_code END AS k0, CASE WHEN (b.project_code IS NOT NULL) THEN b.region_code END AS k1, b.project_code AS k2, b.method AS k3, b.amount AS v0, CAST(b.amount + -b.original_amount AS BIGINT) AS v1, b.supplier_code AS v2 
FROM contract AS b 
WHERE b.city_code = $1::INTEGER) AS m GROUP BY m.k0, m.k1, m.k2, m.k3) AS s) AS g 
WHERE g.a1 > $2::NUMERIC ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST, g.k2 ASC NULLS LAST, g.k3 ASC NULLS LAST 
 LIMIT $3::BIGINT) AS t LEFT OUTER JOIN project AS x10 ON x10.home_code = t.k0 AND x10.region_code = t.k1 AND x10.project_code = t.k2 ORDER BY t.a1 DESC NULLS LAST, t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST, t.k2 ASC NULLS LAST, t.k3 ASC NULLS LAST
-- $1 = region('440200')
-- $2 = 0
-- $3 = size(3)

-- Contract others (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT count(*) FILTER (WHERE q.rn IS NULL) AS a0, coalesce(sum(m.v0) FILTER (WHERE q.rn IS NULL), 0) AS a1 
FROM (SELECT CASE WHEN (b.project_code IS NOT NULL) THEN b.home_code END AS k0, CASE WHEN (b.project_code IS NOT NULL) THEN b.region_code END AS k1, b.project_code AS k2, b.method AS k3, b.amount AS v0 
FROM contract AS b 
WHERE b.city_code = $1::INTEGER) AS m LEFT OUTER JOIN unnest($2::INTEGER[], $3::INTEGER[], $4::TEXT[], $5::TEXT[], $6::BIGINT[]) AS q(k0, k1, k2, k3, rn) ON q.rn <= $7::BIGINT AND coalesce(m.k0, 0) = coalesce(q.k0, 0) AND (m.k0 IS NULL) = (q.k0 IS NULL) AND coalesce(m.k1, 0) = coalesce(q.k1, 0) AND (m.k1 IS NULL) = (q.k1 IS NULL) AND coalesce(m.k2, '') = coalesce(q.k2, '') AND (m.k2 IS NULL) = (q.k2 IS NULL) AND coalesce(m.k3, '') = coalesce(q.k3, '') AND (m.k3 IS NULL) = (q.k3 IS NULL)) AS t
-- $1 = region('440200')
-- $2 = column 0 of the rows of statement 0
-- $3 = column 1 of the rows of statement 0
-- $4 = column 2 of the rows of statement 0
-- $5 = column 3 of the rows of statement 0
-- $6 = column 9 of the rows of statement 0
-- $7 = size(3)

-- Contract subtotals 1 (planned anew for each set of values)
SELECT t.k0, t.k1, t.k2, CAST(t.a0 AS TEXT) AS a0, x4.project_code AS c4 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.k2 AS k2, g.a0 AS a0 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, m.k2 AS k2, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT CASE WHEN (b.project_code IS NOT NULL) THEN b.home_code END AS k0, CASE WHEN (b.project_code IS NOT NULL) THEN b.region_code END AS k1, b.project_code AS k2, b.amount AS v0 
FROM contract AS b 
WHERE b.city_code = $1::INTEGER) AS m GROUP BY m.k0, m.k1, m.k2) AS g 
WHERE EXISTS (SELECT 1 
FROM unnest($2::INTEGER[], $3::INTEGER[], $4::TEXT[], $5::TEXT[], $6::BIGINT[]) AS q(k0, k1, k2, k3, rn) 
WHERE q.rn <= $7::BIGINT AND coalesce(g.k0, 0) = coalesce(q.k0, 0) AND (g.k0 IS NULL) = (q.k0 IS NULL) AND coalesce(g.k1, 0) = coalesce(q.k1, 0) AND (g.k1 IS NULL) = (q.k1 IS NULL) AND coalesce(g.k2, '') = coalesce(q.k2, '') AND (g.k2 IS NULL) = (q.k2 IS NULL))) AS t LEFT OUTER JOIN project AS x4 ON x4.home_code = t.k0 AND x4.region_code = t.k1 AND x4.project_code = t.k2 ORDER BY t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST, t.k2 ASC NULLS LAST
-- $1 = region('440200')
-- $2 = column 0 of the rows of statement 0
-- $3 = column 1 of the rows of statement 0
-- $4 = column 2 of the rows of statement 0
-- $5 = column 3 of the rows of statement 0
-- $6 = column 9 of the rows of statement 0
-- $7 = size(3)

-- Contract coverage (planned anew for each set of values)
SELECT t.source, t.n 
FROM (SELECT m.v0 AS source, count(*) AS n, max(m.v1) AS changed 
FROM (SELECT b.source AS v0, b.source_updated_at AS v1 
FROM contract AS b 
WHERE b.city_code = $1::INTEGER) AS m GROUP BY m.v0) AS t ORDER BY t.source
-- $1 = region('440200')

-- Bond groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, g.a1 AS a1 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT a0.code AS k0, CAST(date_trunc('year', b.issued_on) AS DATE) AS k1, b.size AS v0 
FROM bond AS b LEFT OUTER JOIN (SELECT u0.descendant AS descendant, u0.from_year AS from_year, u0.to_year AS to_year, r0.code AS code 
FROM region_closure AS u0, region AS r0 
WHERE u0.tree = 'ADMINISTRATIVE' AND u0.ancestor = r0.code AND r0.tier = 'PROVINCE') AS a0 ON a0.descendant = b.region_code AND a0.from_year <= 9998 AND a0.to_year > 9998 
WHERE true) AS m GROUP BY m.k0, m.k1) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST 
 LIMIT $1::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST
-- $1 = size(2)

-- Tender by key (planned once)
SELECT t.home_code AS c0, t.region_code AS c1, t.tender_id AS c2 
FROM tender AS t 
WHERE t.home_code = $1::INTEGER AND t.region_code = $2::INTEGER AND t.tender_id = $3::VARCHAR
-- $1 = home of('440200')
-- $2 = region('440200')
-- $3 = '0'

-- Award groups (planned once)
SELECT t.ord, t.k0, t.a0, t.rn, h.k0 AS k0_1, h.k1, h.k2 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, row_number() OVER (PARTITION BY g.ord ORDER BY g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT m.ord AS ord, m.k0 AS k0, count(*) AS a0 
FROM (SELECT p.ord AS ord, b.supplier_code AS k0 
FROM award AS b JOIN unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) ON b.home_code = p.k0 AND b.region_code = p.k1 AND b.tender_id = p.k2 
WHERE true) AS m GROUP BY m.ord, m.k0) AS g 
WHERE true) AS w 
WHERE w.rn <= $4::BIGINT) AS t JOIN unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS h(k0, k1, k2, ord) ON h.ord = t.ord ORDER BY t.ord, t.rn
-- $1 = column 0 of the parents' rows
-- $2 = column 1 of the parents' rows
-- $3 = column 2 of the parents' rows
-- $4 = size(None)

-- Award count (planned once)
SELECT p.ord, coalesce(t.n, 0) AS coalesce_1 
FROM unnest($1::BIGINT[], $2::TEXT[], $3::INTEGER[], $4::INTEGER[], $5::TEXT[]) WITH ORDINALITY AS p(rn, k0, h0, h1, h2, ord) LEFT OUTER JOIN (SELECT p.ord AS ord, count(*) AS n 
FROM award AS b JOIN unnest($1::BIGINT[], $2::TEXT[], $3::INTEGER[], $4::INTEGER[], $5::TEXT[]) WITH ORDINALITY AS p(rn, k0, h0, h1, h2, ord) ON coalesce(b.supplier_code, '') = coalesce(p.k0, '') AND (b.supplier_code IS NULL) = (p.k0 IS NULL) AND b.home_code = p.h0 AND b.region_code = p.h1 AND b.tender_id = p.h2 
WHERE true GROUP BY p.ord) AS t ON t.ord = p.ord ORDER BY p.ord
-- $1 = column 3 of the parents' rows
-- $2 = column 1 of the parents' rows
-- $3 = column 4 of the parents' rows
-- $4 = column 5 of the parents' rows
-- $5 = column 6 of the parents' rows
