-- Region by key (planned once)
SELECT t.name AS c0, t.code AS c1 
FROM region AS t 
WHERE t.code = $1::INTEGER
-- $1 = region($0)

-- Receipt groups (planned once)
SELECT t.ord, t.k0, t.k1, CAST(t.a0 AS TEXT) AS a0 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.k1 AS k1, w.a0 AS a0, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, row_number() OVER (PARTITION BY g.ord ORDER BY g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST) AS rn 
FROM (SELECT m.ord AS ord, m.k0 AS k0, m.k1 AS k1, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT p.ord AS ord, b.budget_type AS k0, CAST(date_trunc('month', b.banked_on) AS DATE) AS k1, CAST(b.provincial + b.municipal + b.county AS BIGINT) AS v0 
FROM receipt AS b JOIN region_closure AS d ON d.tree = 'ADMINISTRATIVE' AND d.descendant = b.region_code AND d.from_year <= b.fiscal_year AND b.fiscal_year < d.to_year JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON d.ancestor = p.k0 
WHERE b.banked_on >= $2::DATE AND b.banked_on < $3::DATE OR b.banked_on >= $4::DATE AND b.banked_on < $5::DATE) AS m GROUP BY m.ord, m.k0, m.k1) AS g 
WHERE true) AS w 
WHERE w.rn <= $6::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 1 of the parents' rows
-- $2 = period($1, $2, month, 0, day)
-- $3 = period($1, $2, month, 1, day)
-- $4 = period($3, $4, month, 0, day)
-- $5 = period($3, $4, month, 1, day)
-- $6 = size(None)

-- Payment groups (planned once)
SELECT t.ord, t.k0, t.k1, CAST(t.a0 AS TEXT) AS a0, t.rn 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.k1 AS k1, w.a0 AS a0, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, row_number() OVER (PARTITION BY g.ord ORDER BY g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST) AS rn 
FROM (SELECT m.ord AS ord, m.k0 AS k0, m.k1 AS k1, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT p.ord AS ord, b.budget_type AS k0, CAST(date_trunc('month', b.voucher_on) AS DATE) AS k1, b.amount AS v0 
FROM payment AS b JOIN region_closure AS d ON d.tree = 'ADMINISTRATIVE' AND d.descendant = b.region_code AND d.from_year <= b.fiscal_year AND b.fiscal_year < d.to_year JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON d.ancestor = p.k0 
WHERE b.voucher_on >= $2::DATE AND b.voucher_on < $3::DATE OR b.voucher_on >= $4::DATE AND b.voucher_on < $5::DATE) AS m GROUP BY m.ord, m.k0, m.k1) AS g 
WHERE true) AS w 
WHERE w.rn <= $6::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 1 of the parents' rows
-- $2 = period($1, $2, month, 0, day)
-- $3 = period($1, $2, month, 1, day)
-- $4 = period($3, $4, month, 0, day)
-- $5 = period($3, $4, month, 1, day)
-- $6 = size(None)

-- Payment subtotals 1 (planned once)
SELECT t.ord, t.k0, CAST(t.a0 AS TEXT) AS a0 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0 
FROM (SELECT m.ord AS ord, m.k0 AS k0, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT p.ord AS ord, b.budget_type AS k0, b.amount AS v0 
FROM payment AS b JOIN region_closure AS d ON d.tree = 'ADMINISTRATIVE' AND d.descendant = b.region_code AND d.from_year <= b.fiscal_year AND b.fiscal_year < d.to_year JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON d.ancestor = p.k0 
WHERE b.voucher_on >= $2::DATE AND b.voucher_on < $3::DATE OR b.voucher_on >= $4::DATE AND b.voucher_on < $5::DATE) AS m GROUP BY m.ord, m.k0) AS g 
WHERE EXISTS (SELECT 1 
FROM unnest($6::BIGINT[], $7::TEXT[], $8::DATE[], $9::BIGINT[]) AS q(ord, k0, k1, rn) 
WHERE q.rn <= $10::BIGINT AND g.ord = q.ord AND coalesce(g.k0, '') = coalesce(q.k0, '') AND (g.k0 IS NULL) = (q.k0 IS NULL))) AS t ORDER BY t.ord, t.k0 ASC NULLS LAST
-- $1 = column 1 of the parents' rows
-- $2 = period($1, $2, month, 0, day)
-- $3 = period($1, $2, month, 1, day)
-- $4 = period($3, $4, month, 0, day)
-- $5 = period($3, $4, month, 1, day)
-- $6 = column 0 of the rows of statement 2
-- $7 = column 1 of the rows of statement 2
-- $8 = column 2 of the rows of statement 2
-- $9 = column 4 of the rows of statement 2
-- $10 = size(None)
