-- Project rows (planned anew for each set of values)
SELECT b.name AS c0, b.home_code AS c1, b.region_code AS c2, b.project_code AS c3 
FROM project AS b 
WHERE true ORDER BY b.home_code ASC, b.region_code ASC, b.project_code ASC 
 LIMIT $1::BIGINT
-- $1 = size(3)

-- Payment groups (planned once)
SELECT t.ord, t.k0, CAST(t.a0 AS TEXT) AS a0, t.rn, h.k0 AS k0_1, h.k1, h.k2 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, row_number() OVER (PARTITION BY g.ord ORDER BY g.a0 DESC NULLS LAST, g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT m.ord AS ord, m.k0 AS k0, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT p.ord AS ord, b.fiscal_year AS k0, b.amount AS v0 
FROM payment AS b JOIN unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) ON b.home_code = p.k0 AND b.region_code = p.k1 AND b.project_code = p.k2 
WHERE true) AS m GROUP BY m.ord, m.k0) AS g 
WHERE true) AS w 
WHERE w.rn <= $4::BIGINT) AS t JOIN unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS h(k0, k1, k2, ord) ON h.ord = t.ord ORDER BY t.ord, t.rn
-- $1 = column 1 of the parents' rows
-- $2 = column 2 of the parents' rows
-- $3 = column 3 of the parents' rows
-- $4 = size(1)

-- Payment rows (planned once)
SELECT t.ord, t.voucher_on - DATE '1970-01-01' AS c1, t.amount AS c2 
FROM (SELECT w.voucher_on AS voucher_on, w.amount AS amount, w.home_code AS home_code, w.region_code AS region_code, w.fiscal_year AS fiscal_year, w.payment_id AS payment_id, w.ord AS ord, w.rn AS rn 
FROM (SELECT b.voucher_on AS voucher_on, b.amount AS amount, b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, b.payment_id AS payment_id, p.ord AS ord, row_number() OVER (PARTITION BY p.ord ORDER BY b.home_code ASC, b.region_code ASC, b.fiscal_year ASC, b.payment_id ASC) AS rn 
FROM payment AS b JOIN unnest($1::BIGINT[], $2::SMALLINT[], $3::INTEGER[], $4::INTEGER[], $5::TEXT[]) WITH ORDINALITY AS p(rn, k0, h0, h1, h2, ord) ON coalesce(b.fiscal_year, 0) = coalesce(p.k0, 0) AND (b.fiscal_year IS NULL) = (p.k0 IS NULL) AND b.home_code = p.h0 AND b.region_code = p.h1 AND b.project_code = p.h2 
WHERE true) AS w 
WHERE w.rn <= $6::BIGINT) AS t ORDER BY t.ord, t.home_code ASC, t.region_code ASC, t.payment_id ASC
-- $1 = column 3 of the parents' rows
-- $2 = column 1 of the parents' rows
-- $3 = column 4 of the parents' rows
-- $4 = column 5 of the parents' rows
-- $5 = column 6 of the parents' rows
-- $6 = size(1)

-- Payment others (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, count(*) FILTER (WHERE q.rn IS NULL) AS a0, coalesce(sum(m.v0) FILTER (WHERE q.rn IS NULL), 0) AS a1 
FROM (SELECT p.ord AS ord, b.fiscal_year AS k0, b.amount AS v0 
FROM payment AS b JOIN unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) ON b.home_code = p.k0 AND b.region_code = p.k1 AND b.project_code = p.k2 
WHERE true) AS m LEFT OUTER JOIN unnest($4::BIGINT[], $5::SMALLINT[], $6::BIGINT[]) AS q(ord, k0, rn) ON q.rn <= $7::BIGINT AND m.ord = q.ord AND coalesce(m.k0, 0) = coalesce(q.k0, 0) AND (m.k0 IS NULL) = (q.k0 IS NULL) GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = column 2 of the parents' rows
-- $3 = column 3 of the parents' rows
-- $4 = column 0 of the rows of statement 1
-- $5 = column 1 of the rows of statement 1
-- $6 = column 3 of the rows of statement 1
-- $7 = size(1)

-- Payment total (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, b.amount AS v0 
FROM payment AS b JOIN unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) ON b.home_code = p.k0 AND b.region_code = p.k1 AND b.project_code = p.k2 
WHERE true) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = column 2 of the parents' rows
-- $3 = column 3 of the parents' rows
