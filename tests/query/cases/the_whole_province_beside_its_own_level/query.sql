-- Receipt total (planned once)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT 1 * b.count AS n, 1 * CAST(b.provincial + b.municipal + b.county AS BIGINT) AS v0 
FROM rollup_receipt AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.own = false AND b.region_code = $2::INTEGER) AS m) AS t
-- $1 = 2025
-- $2 = region('440000')

-- Receipt total (planned once)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT 1 * b.count AS n, 1 * CAST(b.provincial + b.municipal + b.county AS BIGINT) AS v0 
FROM rollup_receipt AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.own = true AND b.region_code = any($2::INTEGER[])) AS m) AS t
-- $1 = 2025
-- $2 = regions('440000')

-- Payment total (planned once)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT 1 * b.count AS n, 1 * b.paid AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.own = false AND b.region_code = $2::INTEGER) AS m) AS t
-- $1 = 2025
-- $2 = region('440000')

-- Payment total (planned once)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT 1 * b.count AS n, 1 * b.paid AS v0 
FROM rollup_payment_class AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.own = true AND b.region_code = any($2::INTEGER[])) AS m) AS t
-- $1 = 2025
-- $2 = regions('440000')

-- Transfer total (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, CAST(t.a3 AS TEXT) AS a3 
FROM (SELECT count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a2, coalesce(sum(m.v0), 0) - coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a3 
FROM (SELECT i.v0 AS v0, i.v1 AS v1, i.v2 AS v2, i.v3 AS v3, i.v1 IS NOT NULL AND (EXISTS (SELECT 1 
FROM region_closure AS d 
WHERE d.tree = 'ADMINISTRATIVE' AND d.descendant = i.v1 AND d.from_year <= i.v3 AND i.v3 < d.to_year AND d.ancestor = $1::INTEGER)) AS e 
FROM (SELECT b.amount AS v0, b.to_region_code AS v1, b.region_code AS v2, b.fiscal_year AS v3 
FROM transfer AS b 
WHERE b.fiscal_year = $2::INTEGER AND b.province_code = $3::INTEGER) AS i) AS m) AS t
-- $1 = region('440000')
-- $2 = 2025
-- $3 = region('440000')

-- Transfer unmatched (planned anew for each set of values)
SELECT t.payer, t.payee, t.year, t.document, t.paid, t.received, t.difference, t.n, x8.code AS c8, x8.name AS c9, x10.code AS c10, x10.name AS c11 
FROM (SELECT u.payer AS payer, u.payee AS payee, u.year AS year, u.document AS document, u.paid AS paid, u.received AS received, u.difference AS difference, u.n AS n, u.rn AS rn 
FROM (SELECT b.region_code AS payer, b.to_region_code AS payee, b.fiscal_year AS year, b.doc_no AS document, b.paid AS paid, CAST(b.received AS BIGINT) AS received, CAST(b.paid - coalesce(b.received, 0) AS BIGINT) AS difference, b.n AS n, row_number() OVER (ORDER BY abs(b.paid - coalesce(b.received, 0)) DESC, b.region_code ASC NULLS LAST, b.to_region_code ASC NULLS LAST, b.fiscal_year ASC NULLS LAST, b.doc_no ASC NULLS LAST) AS rn 
FROM (SELECT d.home_code AS home_code, d.region_code AS region_code, d.fiscal_year AS fiscal_year, d.doc_no AS doc_no, d.to_region_code AS to_region_code, CAST((SELECT sum(g.amount) AS sum_1 
FROM transfer AS g 
WHERE g.home_code = d.home_code AND g.region_code = d.region_code AND g.fiscal_year = d.fiscal_year AND g.doc_no IS NOT DISTINCT FROM d.doc_no AND g.to_region_code = d.to_region_code) AS BIGINT) AS paid, c.received AS received, c.n AS n 
FROM (SELECT DISTINCT m.v0 AS home_code, m.v1 AS region_code, m.v2 AS fiscal_year, m.v3 AS doc_no, m.v4 AS to_region_code 
FROM (SELECT i.v0 AS v0, i.v1 AS v1, i.v2 AS v2, i.v3 AS v3, i.v4 AS v4, i.v4 IS NOT NULL AND (EXISTS (SELECT 1 
FROM region_closure AS d 
WHERE d.tree = 'ADMINISTRATIVE' AND d.descendant = i.v4 AND d.from_year <= i.v2 AND i.v2 < d.to_year AND d.ancestor = $1::INTEGER)) AS e 
FROM (SELECT b.home_code AS v0, b.region_code AS v1, b.fiscal_year AS v2, b.doc_no AS v3, b.to_region_code AS v4 
FROM transfer AS b 
WHERE b.fiscal_year = $2::INTEGER AND b.province_code = $3::INTEGER) AS i) AS m 
WHERE m.e) AS d JOIN LATERAL (SELECT sum(r.amount) AS received, count(*) AS n 
FROM allotment AS r 
WHERE r.parent_region_home = d.home_code AND r.parent_region_code = d.region_code AND r.fiscal_year = d.fiscal_year AND r.superior_doc_no = d.doc_no AND r.region_code = d.to_region_code) AS c ON true) AS b 
WHERE b.paid IS DISTINCT FROM b.received) AS u 
WHERE u.rn <= $4::BIGINT) AS t LEFT OUTER JOIN region AS x8 ON x8.code = t.payer LEFT OUTER JOIN region AS x10 ON x10.code = t.payee ORDER BY t.rn
-- $1 = region('440000')
-- $2 = 2025
-- $3 = region('440000')
-- $4 = size(3)

-- Transfer total (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, CAST(t.a3 AS TEXT) AS a3 
FROM (SELECT count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a2, coalesce(sum(m.v0), 0) - coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a3 
FROM (SELECT i.v0 AS v0, i.v1 AS v1, i.v2 AS v2, i.v3 AS v3, i.v1 IS NOT NULL AND i.v1 = $1::INTEGER AS e 
FROM (SELECT b.amount AS v0, b.to_region_code AS v1, b.region_code AS v2, b.fiscal_year AS v3 
FROM transfer AS b 
WHERE b.fiscal_year = $2::INTEGER AND b.home_code = any($3::INTEGER[]) AND b.region_code = any($4::INTEGER[])) AS i) AS m) AS t
-- $1 = region('440000')
-- $2 = 2025
-- $3 = homes of('440000')
-- $4 = regions('440000')
