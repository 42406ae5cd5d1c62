-- Project rows (planned anew for each set of values)
SELECT t.name AS c0, t.region_code AS c1, t.home_code AS c2, t.project_code AS c3 
FROM (SELECT b.name AS name, b.region_code AS region_code, b.home_code AS home_code, b.project_code AS project_code, t0_payments.v AS order_0, o1_region.pinyin AS order_1, o1_region.name AS order_2, o2_category.name AS order_3 
FROM project AS b JOIN LATERAL (SELECT coalesce(sum(a0_payments.amount), 0) AS v 
FROM payment AS a0_payments 
WHERE a0_payments.home_code = b.home_code AND a0_payments.region_code = b.region_code AND a0_payments.project_code = b.project_code AND a0_payments.amount >= $1::BIGINT) AS t0_payments ON true LEFT OUTER JOIN region AS o1_region ON o1_region.code = b.region_code LEFT OUTER JOIN classification AS o2_category ON o2_category.list = 'project_category' AND o2_category.budget_type = '' AND o2_category.year = 0 AND o2_category.code = b.category 
WHERE (SELECT count(*) AS v 
FROM payment AS a0_payments 
WHERE a0_payments.home_code = b.home_code AND a0_payments.region_code = b.region_code AND a0_payments.project_code = b.project_code) > $2::BIGINT AND b.city_code = $3::INTEGER ORDER BY t0_payments.v DESC, o1_region.pinyin ASC NULLS LAST, o1_region.name ASC NULLS LAST, o2_category.name DESC NULLS FIRST, b.home_code DESC, b.region_code DESC, b.project_code DESC 
 LIMIT $4::BIGINT + 1) AS t ORDER BY t.order_0 DESC, t.order_1 ASC NULLS LAST, t.order_2 ASC NULLS LAST, t.order_3 DESC NULLS FIRST, t.home_code DESC, t.region_code DESC, t.project_code DESC
-- $1 = $1
-- $2 = 0
-- $3 = region('440200')
-- $4 = size($0)

-- Payment count (planned once)
SELECT p.ord, t.n 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) JOIN LATERAL (SELECT count(*) AS n 
FROM payment AS b 
WHERE b.amount >= $4::BIGINT AND b.home_code = p.k0 AND b.region_code = p.k1 AND b.project_code = p.k2) AS t ON true ORDER BY p.ord
-- $1 = column 2 of the parents' rows
-- $2 = column 1 of the parents' rows
-- $3 = column 3 of the parents' rows
-- $4 = $1
