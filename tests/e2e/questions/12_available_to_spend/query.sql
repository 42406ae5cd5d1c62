-- Allotment rows (planned anew for each set of values)
SELECT t.allotment_id AS c0, t.fiscal_year AS c1, t.amount AS c2, t.current AS c3, t.requested AS c4, t.frozen AS c5, CAST(t.current + -t.requested + -t.frozen AS BIGINT) AS c6, t.home_code AS c7, t.region_code AS c8, j0_0_parent.allotment_id AS c9, j0_0_parent.region_code AS c10, j0_1_parent.allotment_id AS c11, j0_1_parent.region_code AS c12 
FROM (SELECT b.allotment_id AS allotment_id, b.fiscal_year AS fiscal_year, b.amount AS amount, b.current AS current, b.requested AS requested, b.frozen AS frozen, b.home_code AS home_code, b.region_code AS region_code, b.parent_region_home AS parent_region_home, b.parent_region_code AS parent_region_code, b.parent_allotment_id AS parent_allotment_id 
FROM allotment AS b 
WHERE b.project_code = any($1::TEXT[]) AND CAST(b.current + -b.requested + -b.frozen AS BIGINT) > $2::BIGINT AND (EXISTS (SELECT 1 
FROM agency AS f0_agency 
WHERE f0_agency.code = b.agency_code AND f0_agency.code = $3::VARCHAR)) ORDER BY CAST(b.current + -b.requested + -b.frozen AS BIGINT) DESC, b.home_code DESC, b.region_code DESC, b.fiscal_year DESC, b.allotment_id DESC 
 LIMIT $4::BIGINT) AS t LEFT OUTER JOIN allotment AS j0_0_parent ON j0_0_parent.home_code = t.parent_region_home AND j0_0_parent.region_code = t.parent_region_code AND j0_0_parent.fiscal_year = t.fiscal_year AND j0_0_parent.allotment_id = t.parent_allotment_id LEFT OUTER JOIN allotment AS j0_1_parent ON j0_1_parent.home_code = j0_0_parent.parent_region_home AND j0_1_parent.region_code = j0_0_parent.parent_region_code AND j0_1_parent.fiscal_year = j0_0_parent.fiscal_year AND j0_1_parent.allotment_id = j0_0_parent.parent_allotment_id ORDER BY CAST(t.current + -t.requested + -t.frozen AS BIGINT) DESC, t.home_code DESC, t.region_code DESC, t.fiscal_year DESC, t.allotment_id DESC
-- $1 = $1
-- $2 = 0
-- $3 = $0
-- $4 = size(None)

-- PaymentRequest count (planned once)
SELECT p.ord, t.n 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::SMALLINT[], $4::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, k3, ord) JOIN LATERAL (SELECT count(*) AS n 
FROM payment_request AS b 
WHERE true AND b.home_code = p.k0 AND b.region_code = p.k1 AND b.fiscal_year = p.k2 AND b.allotment_id = p.k3) AS t ON true ORDER BY p.ord
-- $1 = column 7 of the parents' rows
-- $2 = column 8 of the parents' rows
-- $3 = column 1 of the parents' rows
-- $4 = column 0 of the parents' rows
