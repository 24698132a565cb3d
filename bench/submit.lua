-- POSTs a new message each time.  wrk -s submit.lua URL -- PAGES COOKIE TOKEN STARTED RUN
-- Not multipart, as browsers send it: that costs both sides the same and would flatter the ratio.
local paths, headers, fixed, run, turn = {}, {}, nil, nil, 0

local function quote(text)
  return (text:gsub("[^%w%-_%.~]", function(c) return string.format("%%%02X", c:byte()) end))
end

local story = quote("3 号楼门口的路灯坏了三天，晚上看不清台阶，有老人摔过。请派人来看看，第 ")

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line:match("^(%S+)") end
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  headers["Connection"] = "close" -- see get.lua
  headers["Cookie"] = "csrftoken=" .. args[2]
  fixed = "&csrfmiddlewaretoken=" .. quote(args[3]) .. "&started=" .. quote(args[4]) .. "&fax="
  run = args[5]
end

function request()
  turn = turn + 1
  local phone = string.format("138%08d", turn * 7919 % 100000000)
  local body = "body=" .. story .. run .. "-" .. turn .. "&phone=" .. phone .. "&name=&place="
    .. "&key=" .. run .. "-" .. turn .. fixed
  return wrk.format("POST", paths[turn % #paths + 1], headers, body)
end
