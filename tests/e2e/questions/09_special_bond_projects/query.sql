-- BondUse rows (planned anew for each set of values)
SELECT t.project_code AS c0, t.bond_code AS c1, t.allocated AS c2, j0_0_project.project_code AS c3, j0_0_project.home_code AS c4, j0_0_project.region_code AS c5 
FROM (SELECT b.project_code AS project_code, b.bond_code AS bond_code, b.allocated AS allocated, b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, b.use_id AS use_id 
FROM bond_use AS b 
WHERE b.kind = $1::VARCHAR AND b.issued_in < $2::DATE AND b.source = $3::VARCHAR AND (EXISTS (SELECT 1 
FROM project AS f0_project 
WHERE f0_project.home_code = b.home_code AND f0_project.region_code = b.region_code AND f0_project.project_code = b.project_code AND ((EXISTS (SELECT 1 
FROM payment_request AS f1_payment_requests 
WHERE f1_payment_requests.home_code = f0_project.home_code AND f1_payment_requests.region_code = f0_project.region_code AND f1_payment_requests.project_code = f0_project.project_code AND f1_payment_requests.bond_code IS NOT NULL)) IS NOT true OR (SELECT coalesce(sum(a1_payment_requests.amount), 0) AS v 
FROM payment_request AS a1_payment_requests 
WHERE a1_payment_requests.home_code = f0_project.home_code AND a1_payment_requests.region_code = f0_project.region_code AND a1_payment_requests.project_code = f0_project.project_code AND a1_payment_requests.bond_code IS NOT NULL) < $4::NUMERIC) AND (EXISTS (SELECT 1 
FROM asset_card AS f1_asset_cards 
WHERE f1_asset_cards.home_code = f0_project.home_code AND f1_asset_cards.region_code = f0_project.region_code AND f1_asset_cards.project_code = f0_project.project_code AND false IS NOT true)) IS NOT true)) AND b.city_code = $5::INTEGER ORDER BY b.allocated DESC NULLS LAST, b.home_code DESC, b.region_code DESC, b.fiscal_year DESC, b.use_id DESC 
 LIMIT $6::BIGINT) AS t LEFT OUTER JOIN project AS j0_0_project ON j0_0_project.home_code = t.home_code AND j0_0_project.region_code = t.region_code AND j0_0_project.project_code = t.project_code ORDER BY t.allocated DESC NULLS LAST, t.home_code DESC, t.region_code DESC, t.fiscal_year DESC, t.use_id DESC
-- $1 = 'SPECIAL'
-- $2 = $1
-- $3 = 'debt'
-- $4 = $2
-- $5 = region($0)
-- $6 = size(4)

-- PaymentRequest total (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, b.amount AS v0 
FROM payment_request AS b JOIN unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) ON b.home_code = p.k0 AND b.region_code = p.k1 AND b.project_code = p.k2 
WHERE b.bond_code IS NOT NULL) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 4 of the parents' rows
-- $2 = column 5 of the parents' rows
-- $3 = column 3 of the parents' rows

-- BondUse count (planned anew for each set of values)
SELECT count(*) AS n 
FROM bond_use AS b 
WHERE b.kind = $1::VARCHAR AND b.issued_in < $2::DATE AND b.source = $3::VARCHAR AND (EXISTS (SELECT 1 
FROM project AS f0_project 
WHERE f0_project.home_code = b.home_code AND f0_project.region_code = b.region_code AND f0_project.project_code = b.project_code AND ((EXISTS (SELECT 1 
FROM payment_request AS f1_payment_requests 
WHERE f1_payment_requests.home_code = f0_project.home_code AND f1_payment_requests.region_code = f0_project.region_code AND f1_payment_requests.project_code = f0_project.project_code AND f1_payment_requests.bond_code IS NOT NULL)) IS NOT true OR (SELECT coalesce(sum(a1_payment_requests.amount), 0) AS v 
FROM payment_request AS a1_payment_requests 
WHERE a1_payment_requests.home_code = f0_project.home_code AND a1_payment_requests.region_code = f0_project.region_code AND a1_payment_requests.project_code = f0_project.project_code AND a1_payment_requests.bond_code IS NOT NULL) < $4::NUMERIC) AND (EXISTS (SELECT 1 
FROM asset_card AS f1_asset_cards 
WHERE f1_asset_cards.home_code = f0_project.home_code AND f1_asset_cards.region_code = f0_project.region_code AND f1_asset_cards.project_code = f0_project.project_code AND false IS NOT true)) IS NOT true)) AND b.city_code = $5::INTEGER
-- $1 = 'SPECIAL'
-- $2 = $1
-- $3 = 'debt'
-- $4 = $2
-- $5 = region($0)
