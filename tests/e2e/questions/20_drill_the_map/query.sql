-- Region by key (planned once)
SELECT t.name AS c0, t.code AS c1 
FROM region AS t 
WHERE t.code = $1::INTEGER
-- $1 = region($0)

-- Region ancestors (planned once)
SELECT p.ord, t.code AS c1, t.name AS c2 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) JOIN region_closure AS c ON c.descendant = p.k0 AND c.tree = 'ADMINISTRATIVE' AND c.to_year = 9999 AND c.depth > 0 JOIN region AS t ON t.code = c.ancestor ORDER BY p.ord, c.depth
-- $1 = column 1 of the parents' rows

-- Payment groups (planned once)
SELECT t.ord, t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1, t.a2, t.rn 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.a1 AS a1, w.a2 AS a2, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, row_number() OVER (PARTITION BY g.ord ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT s.ord AS ord, s.k0 AS k0, s.a0 AS a0, s.a1 AS a1, round(CAST(s.a1 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a1) OVER (PARTITION BY s.ord) AS NUMERIC), 0) AS NUMERIC) AS a2 
FROM (SELECT m.ord AS ord, m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, b.county_code AS k0, b.amount AS v0 
FROM payment AS b JOIN region_closure AS d ON d.tree = 'ADMINISTRATIVE' AND d.descendant = b.region_code AND d.from_year <= b.fiscal_year AND b.fiscal_year < d.to_year JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON d.ancestor = p.k0 
WHERE b.fiscal_year = $2::INTEGER AND b.function >= $3::VARCHAR AND b.function < $4::VARCHAR) AS m GROUP BY m.ord, m.k0) AS s) AS g 
WHERE true) AS w 
WHERE w.rn <= $5::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 1 of the parents' rows
-- $2 = $2
-- $3 = $3
-- $4 = past($3)
-- $5 = size(3)

-- Payment others (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, count(*) FILTER (WHERE q.rn IS NULL) AS a0, coalesce(sum(m.v0) FILTER (WHERE q.rn IS NULL), 0) AS a1 
FROM (SELECT p.ord AS ord, b.county_code AS k0, b.amount AS v0 
FROM payment AS b JOIN region_closure AS d ON d.tree = 'ADMINISTRATIVE' AND d.descendant = b.region_code AND d.from_year <= b.fiscal_year AND b.fiscal_year < d.to_year JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON d.ancestor = p.k0 
WHERE b.fiscal_year = $2::INTEGER AND b.function >= $3::VARCHAR AND b.function < $4::VARCHAR) AS m LEFT OUTER JOIN unnest($5::BIGINT[], $6::INTEGER[], $7::BIGINT[]) AS q(ord, k0, rn) ON q.rn <= $8::BIGINT AND m.ord = q.ord AND coalesce(m.k0, 0) = coalesce(q.k0, 0) AND (m.k0 IS NULL) = (q.k0 IS NULL) GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = $2
-- $3 = $3
-- $4 = past($3)
-- $5 = column 0 of the rows of statement 2
-- $6 = column 1 of the rows of statement 2
-- $7 = column 5 of the rows of statement 2
-- $8 = size(3)

-- Payment total (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, b.amount AS v0 
FROM payment AS b JOIN region_closure AS d ON d.tree = 'ADMINISTRATIVE' AND d.descendant = b.region_code AND d.from_year <= b.fiscal_year AND b.fiscal_year < d.to_year JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON d.ancestor = p.k0 
WHERE b.fiscal_year = $2::INTEGER AND b.function >= $3::VARCHAR AND b.function < $4::VARCHAR) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = $2
-- $3 = $3
-- $4 = past($3)

-- Region by key (planned once)
SELECT t.name AS c0, t.code AS c1 
FROM region AS t 
WHERE t.code = $1::INTEGER
-- $1 = region($1)

-- Region ancestors (planned once)
SELECT p.ord, t.code AS c1, t.name AS c2 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) JOIN region_closure AS c ON c.descendant = p.k0 AND c.tree = 'ADMINISTRATIVE' AND c.to_year = 9999 AND c.depth > 0 JOIN region AS t ON t.code = c.ancestor ORDER BY p.ord, c.depth
-- $1 = column 1 of the parents' rows

-- Payment groups (planned once)
SELECT t.ord, t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1, t.a2, t.rn 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.a1 AS a1, w.a2 AS a2, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, row_number() OVER (PARTITION BY g.ord ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT s.ord AS ord, s.k0 AS k0, s.a0 AS a0, s.a1 AS a1, round(CAST(s.a1 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a1) OVER (PARTITION BY s.ord) AS NUMERIC), 0) AS NUMERIC) AS a2 
FROM (SELECT m.ord AS ord, m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, a0.code AS k0, b.amount AS v0 
FROM payment AS b JOIN region_closure AS d ON d.tree = 'ADMINISTRATIVE' AND d.descendant = b.region_code AND d.from_year <= b.fiscal_year AND b.fiscal_year < d.to_year JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON d.ancestor = p.k0 LEFT OUTER JOIN (SELECT u0.descendant AS descendant, u0.from_year AS from_year, u0.to_year AS to_year, r0.code AS code 
FROM region_closure AS u0, region AS r0 
WHERE u0.tree = 'ADMINISTRATIVE' AND u0.ancestor = r0.code AND r0.tier = 'TOWNSHIP') AS a0 ON a0.descendant = b.region_code AND a0.from_year <= b.fiscal_year AND b.fiscal_year < a0.to_year 
WHERE b.fiscal_year = $2::INTEGER AND b.function >= $3::VARCHAR AND b.function < $4::VARCHAR) AS m GROUP BY m.ord, m.k0) AS s) AS g 
WHERE true) AS w 
WHERE w.rn <= $5::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 1 of the parents' rows
-- $2 = $2
-- $3 = $3
-- $4 = past($3)
-- $5 = size(3)

-- Payment others (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, count(*) FILTER (WHERE q.rn IS NULL) AS a0, coalesce(sum(m.v0) FILTER (WHERE q.rn IS NULL), 0) AS a1 
FROM (SELECT p.ord AS ord, a0.code AS k0, b.amount AS v0 
FROM payment AS b JOIN region_closure AS d ON d.tree = 'ADMINISTRATIVE' AND d.descendant = b.region_code AND d.from_year <= b.fiscal_year AND b.fiscal_year < d.to_year JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON d.ancestor = p.k0 LEFT OUTER JOIN (SELECT u0.descendant AS descendant, u0.from_year AS from_year, u0.to_year AS to_year, r0.code AS code 
FROM region_closure AS u0, region AS r0 
WHERE u0.tree = 'ADMINISTRATIVE' AND u0.ancestor = r0.code AND r0.tier = 'TOWNSHIP') AS a0 ON a0.descendant = b.region_code AND a0.from_year <= b.fiscal_year AND b.fiscal_year < a0.to_year 
WHERE b.fiscal_year = $2::INTEGER AND b.function >= $3::VARCHAR AND b.function < $4::VARCHAR) AS m LEFT OUTER JOIN unnest($5::BIGINT[], $6::INTEGER[], $7::BIGINT[]) AS q(ord, k0, rn) ON q.rn <= $8::BIGINT AND m.ord = q.ord AND coalesce(m.k0, 0) = coalesce(q.k0, 0) AND (m.k0 IS NULL) = (q.k0 IS NULL) GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = $2
-- $3 = $3
-- $4 = past($3)
-- $5 = column 0 of the rows of statement 7
-- $6 = column 1 of the rows of statement 7
-- $7 = column 5 of the rows of statement 7
-- $8 = size(3)

-- Payment total (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, b.amount AS v0 
FROM payment AS b JOIN region_closure AS d ON d.tree = 'ADMINISTRATIVE' AND d.descendant = b.region_code AND d.from_year <= b.fiscal_year AND b.fiscal_year < d.to_year JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON d.ancestor = p.k0 
WHERE b.fiscal_year = $2::INTEGER AND b.function >= $3::VARCHAR AND b.function < $4::VARCHAR) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = $2
-- $3 = $3
-- $4 = past($3)
