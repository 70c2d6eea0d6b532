// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/http/new_address.h"

#include "backend/invite/invite.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>

namespace roost::http {

namespace json = boost::json;

namespace {

constexpr policy::SendLimits GetNewLimits{.per_minute = 120, .burst = 5}; // protocol.md C4

Answer jsonAnswer(unsigned status, const json::object& object)
{
    return {status, "application/json", json::serialize(object) + "\n"};
}

Answer refusal(unsigned status, std::string_view reason)
{
    return jsonAnswer(status, {{"reason", json::string_view(reason)}});
}

} // namespace

Answer postNew(const Query&, World world)
{
    const auto& values = world.values;
    if (!values.registration_open) return refusal(403, "This relay takes no new users.");

    const auto credentials = invite::freshCredentials(values);
    json::object object{{"email", credentials.address}, {"password", credentials.password}};
    if (values.tls_mode == "self-signed")
        object["dclogin_url"] = invite::dcloginLink(values, credentials);
    return jsonAnswer(200, object);
}

Answer getNew(const Query& query, World world)
{
    if (world.values.tls_mode != "self-signed") {
        Answer answer = statusPage(301);
        answer.fields.emplace_back("Location", invite::inviteLink(world.values));
        return answer;
    }
    const auto now = std::chrono::steady_clock::now();
    if (!world.get_new_rate.admit(query.network, GetNewLimits, now))
        return refusal(429, "Too many requests, please try again in a few seconds.");
    return postNew(query, world);
}

} // namespace roost::http
