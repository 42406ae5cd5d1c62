-- Region by key (planned once)
SELECT t.name AS c0, t.code AS c1 
FROM region AS t 
WHERE t.code = $1::INTEGER
-- $1 = region('440200')

-- Region ancestors (planned once)
SELECT p.ord, t.name AS c1, t.tier AS c2 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) JOIN region_closure AS c ON c.descendant = p.k0 AND c.tree = 'ADMINISTRATIVE' AND c.to_year = 9999 AND c.depth > 0 JOIN region AS t ON t.code = c.ancestor ORDER BY p.ord, c.depth
-- $1 = column 1 of the parents' rows

-- Region rows (planned once)
SELECT p.ord, t.name AS c1, t.fiscal_parent_code AS c2, t.code AS c3 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) JOIN LATERAL (SELECT b.name AS name, b.fiscal_parent_code AS fiscal_parent_code, b.code AS code 
FROM region AS b 
WHERE b.tier = $2::VARCHAR AND b.parent_code = p.k0 ORDER BY b.code ASC 
 LIMIT $3::BIGINT) AS t ON true ORDER BY p.ord, t.code ASC
-- $1 = column 1 of the parents' rows
-- $2 = 'COUNTY'
-- $3 = size(3)

-- Region ancestors (planned once)
SELECT p.ord, t.name AS c1 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) JOIN region_closure AS c ON c.descendant = p.k0 AND c.tree = 'FISCAL' AND c.to_year = 9999 AND c.depth > 0 JOIN region AS t ON t.code = c.ancestor ORDER BY p.ord, c.depth
-- $1 = column 3 of the parents' rows

-- Region count (planned once)
SELECT p.ord, t.n 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) JOIN LATERAL (SELECT count(*) AS n 
FROM region AS b 
WHERE true AND b.fiscal_parent_code = p.k0) AS t ON true ORDER BY p.ord
-- $1 = column 1 of the parents' rows
