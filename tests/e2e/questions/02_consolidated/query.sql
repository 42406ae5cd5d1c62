-- Region by key (planned once)
SELECT t.name AS c0, t.code AS c1 
FROM region AS t 
WHERE t.code = $1::INTEGER
-- $1 = region($0)

-- Receipt total (planned once)
SELECT t.ord, CAST(t.a0 AS TEXT) AS a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, coalesce(sum(m.v0), 0) AS a0, coalesce(sum(m.v1), 0) AS a1 
FROM (SELECT p.ord AS ord, 1 * b.count AS n, 1 * b.amount AS v0, 1 * CAST(b.provincial + b.municipal + b.county AS BIGINT) AS v1 
FROM rollup_receipt AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = false AND b.region_code = p.k0 
WHERE b.fiscal_year = $2::INTEGER) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = $1

-- Receipt total (planned once)
SELECT t.ord, CAST(t.a0 AS TEXT) AS a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, coalesce(sum(m.v0), 0) AS a0, coalesce(sum(m.v1), 0) AS a1 
FROM (SELECT p.ord AS ord, 1 * b.count AS n, 1 * b.amount AS v0, 1 * CAST(b.provincial + b.municipal + b.county AS BIGINT) AS v1 
FROM rollup_receipt AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = true AND b.region_code = p.k0 
WHERE b.fiscal_year = $2::INTEGER) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = $1

-- Payment total (planned once)
SELECT t.ord, CAST(t.a0 AS TEXT) AS a0 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT p.ord AS ord, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = false AND b.region_code = p.k0 
WHERE b.fiscal_year = $2::INTEGER) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = $1

-- Payment total (planned once)
SELECT t.ord, CAST(t.a0 AS TEXT) AS a0 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT p.ord AS ord, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_class AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = true AND b.region_code = p.k0 
WHERE b.fiscal_year = $2::INTEGER) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = $1

-- Transfer total (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, CAST(t.a3 AS TEXT) AS a3 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1, coalesce(e.a2, 0) AS a2, coalesce(e.a3, 0) AS a3 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a2, coalesce(sum(m.v0), 0) - coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a3 
FROM (SELECT i.ord AS ord, i.v0 AS v0, i.v1 AS v1, i.v2 AS v2, i.v3 AS v3, i.v1 IS NOT NULL AND (EXISTS (SELECT 1 
FROM region_closure AS d 
WHERE d.tree = 'ADMINISTRATIVE' AND d.descendant = i.v1 AND d.from_year <= i.v3 AND i.v3 < d.to_year AND d.ancestor = o.k0)) AS e 
FROM (SELECT p.ord AS ord, b.amount AS v0, b.to_region_code AS v1, b.region_code AS v2, b.fiscal_year AS v3 
FROM transfer AS b JOIN region_closure AS d ON d.tree = 'ADMINISTRATIVE' AND d.descendant = b.region_code AND d.from_year <= b.fiscal_year AND b.fiscal_year < d.to_year JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON d.ancestor = p.k0 
WHERE b.fiscal_year = $2::INTEGER) AS i JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS o(k0, ord) ON o.ord = i.ord) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = $1

-- Transfer unmatched (planned once)
SELECT t.ord, t.payer, t.payee, t.year, t.document, t.paid, t.received, t.difference, t.n 
FROM (SELECT u.ord AS ord, u.payer AS payer, u.payee AS payee, u.year AS year, u.document AS document, u.paid AS paid, u.received AS received, u.difference AS difference, u.n AS n, u.rn AS rn 
FROM (SELECT b.ord AS ord, b.region_code AS payer, b.to_region_code AS payee, b.fiscal_year AS year, b.doc_no AS document, b.paid AS paid, CAST(b.received AS BIGINT) AS received, CAST(b.paid - coalesce(b.received, 0) AS BIGINT) AS difference, b.n AS n, row_number() OVER (PARTITION BY b.ord ORDER BY abs(b.paid - coalesce(b.received, 0)) DESC, b.region_code ASC NULLS LAST, b.to_region_code ASC NULLS LAST, b.fiscal_year ASC NULLS LAST, b.doc_no ASC NULLS LAST) AS rn 
FROM (SELECT d.ord AS ord, d.home_code AS home_code, d.region_code AS region_code, d.fiscal_year AS fiscal_year, d.doc_no AS doc_no, d.to_region_code AS to_region_code, CAST((SELECT sum(g.amount) AS sum_1 
FROM transfer AS g 
WHERE g.home_code = d.home_code AND g.region_code = d.region_code AND g.fiscal_year = d.fiscal_year AND g.doc_no IS NOT DISTINCT FROM d.doc_no AND g.to_region_code = d.to_region_code) AS BIGINT) AS paid, c.received AS received, c.n AS n 
FROM (SELECT DISTINCT m.ord AS ord, m.v0 AS home_code, m.v1 AS region_code, m.v2 AS fiscal_year, m.v3 AS doc_no, m.v4 AS to_region_code 
FROM (SELECT i.ord AS ord, i.v0 AS v0, i.v1 AS v1, i.v2 AS v2, i.v3 AS v3, i.v4 AS v4, i.v4 IS NOT NULL AND (EXISTS (SELECT 1 
FROM region_closure AS d 
WHERE d.tree = 'ADMINISTRATIVE' AND d.descendant = i.v4 AND d.from_year <= i.v2 AND i.v2 < d.to_year AND d.ancestor = o.k0)) AS e 
FROM (SELECT p.ord AS ord, b.home_code AS v0, b.region_code AS v1, b.fiscal_year AS v2, b.doc_no AS v3, b.to_region_code AS v4 
FROM transfer AS b JOIN region_closure AS d ON d.tree = 'ADMINISTRATIVE' AND d.descendant = b.region_code AND d.from_year <= b.fiscal_year AND b.fiscal_year < d.to_year JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON d.ancestor = p.k0 
WHERE b.fiscal_year = $2::INTEGER) AS i JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS o(k0, ord) ON o.ord = i.ord) AS m 
WHERE m.e) AS d JOIN LATERAL (SELECT sum(r.amount) AS received, count(*) AS n 
FROM allotment AS r 
WHERE r.parent_region_home = d.home_code AND r.parent_region_code = d.region_code AND r.fiscal_year = d.fiscal_year AND r.superior_doc_no = d.doc_no AND r.region_code = d.to_region_code) AS c ON true) AS b 
WHERE b.paid IS DISTINCT FROM b.received) AS u 
WHERE u.rn <= $3::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 1 of the parents' rows
-- $2 = $1
-- $3 = size(3)

-- Transfer total (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, CAST(t.a3 AS TEXT) AS a3 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1, coalesce(e.a2, 0) AS a2, coalesce(e.a3, 0) AS a3 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a2, coalesce(sum(m.v0), 0) - coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a3 
FROM (SELECT i.ord AS ord, i.v0 AS v0, i.v1 AS v1, i.v2 AS v2, i.v3 AS v3, i.v1 IS NOT NULL AND i.v1 = o.k0 AS e 
FROM (SELECT p.ord AS ord, b.amount AS v0, b.to_region_code AS v1, b.region_code AS v2, b.fiscal_year AS v3 
FROM transfer AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.region_code = p.k0 
WHERE b.fiscal_year = $2::INTEGER) AS i JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS o(k0, ord) ON o.ord = i.ord) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = $1

-- Transfer unmatched (planned once)
SELECT t.ord, t.payer, t.payee, t.year, t.document, t.paid, t.received, t.difference, t.n 
FROM (SELECT u.ord AS ord, u.payer AS payer, u.payee AS payee, u.year AS year, u.document AS document, u.paid AS paid, u.received AS received, u.difference AS difference, u.n AS n, u.rn AS rn 
FROM (SELECT b.ord AS ord, b.region_code AS payer, b.to_region_code AS payee, b.fiscal_year AS year, b.doc_no AS document, b.paid AS paid, CAST(b.received AS BIGINT) AS received, CAST(b.paid - coalesce(b.received, 0) AS BIGINT) AS difference, b.n AS n, row_number() OVER (PARTITION BY b.ord ORDER BY abs(b.paid - coalesce(b.received, 0)) DESC, b.region_code ASC NULLS LAST, b.to_region_code ASC NULLS LAST, b.fiscal_year ASC NULLS LAST, b.doc_no ASC NULLS LAST) AS rn 
FROM (SELECT d.ord AS ord, d.home_code AS home_code, d.region_code AS region_code, d.fiscal_year AS fiscal_year, d.doc_no AS doc_no, d.to_region_code AS to_region_code, CAST((SELECT sum(g.amount) AS sum_1 
FROM transfer AS g 
WHERE g.home_code = d.home_code AND g.region_code = d.region_code AND g.fiscal_year = d.fiscal_year AND g.doc_no IS NOT DISTINCT FROM d.doc_no AND g.to_region_code = d.to_region_code) AS BIGINT) AS paid, c.received AS received, c.n AS n 
FROM (SELECT DISTINCT m.ord AS ord, m.v0 AS home_code, m.v1 AS region_code, m.v2 AS fiscal_year, m.v3 AS doc_no, m.v4 AS to_region_code 
FROM (SELECT i.ord AS ord, i.v0 AS v0, i.v1 AS v1, i.v2 AS v2, i.v3 AS v3, i.v4 AS v4, i.v4 IS NOT NULL AND i.v4 = o.k0 AS e 
FROM (SELECT p.ord AS ord, b.home_code AS v0, b.region_code AS v1, b.fiscal_year AS v2, b.doc_no AS v3, b.to_region_code AS v4 
FROM transfer AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.region_code = p.k0 
WHERE b.fiscal_year = $2::INTEGER) AS i JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS o(k0, ord) ON o.ord = i.ord) AS m 
WHERE m.e) AS d JOIN LATERAL (SELECT sum(r.amount) AS received, count(*) AS n 
FROM allotment AS r 
WHERE r.parent_region_home = d.home_code AND r.parent_region_code = d.region_code AND r.fiscal_year = d.fiscal_year AND r.superior_doc_no = d.doc_no AND r.region_code = d.to_region_code) AS c ON true) AS b 
WHERE b.paid IS DISTINCT FROM b.received) AS u 
WHERE u.rn <= $3::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 1 of the parents' rows
-- $2 = $1
-- $3 = size(3)
