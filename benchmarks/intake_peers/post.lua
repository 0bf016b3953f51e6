-- Post one form after the other: the file named by BODIES holds one body a line, each used once.
local bodies, at = {}, tonumber(os.getenv("START") or "0")
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Cookie"] = os.getenv("COOKIE")

request = function()
  at = at + 1
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", at / 65536, at / 256 % 256, at % 256)
  return wrk.format(nil, nil, nil, bodies[(at - 1) % #bodies + 1])
end

done = function(summary, latency, requests)
  io.write(string.format("RESULT %.1f %.2f %.2f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, summary.errors.status))
end
