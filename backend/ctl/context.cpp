// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/context.h"

#include "shared/api/session.h"

#include <boost/json/serialize.hpp>

#include <ostream>

namespace roost::ctl {

Result<Client> Context::connect() const
{
    auto client = Client::connect(controlPaths(control));
    if (!client) return client.error();
    api::Hello::Params params;
    params.client = "roostctl " ROOST_VERSION;
    const auto hello = client->call<api::Hello>(params);
    if (!hello) return hello.error();
    if (hello->api_major != api::Major)
        return Error(Code::unavailable,
                     "the relay is of version " + hello->version
                         + " and this roostctl of " ROOST_VERSION
                           ": they do not understand each other. Install the same version of both");
    return std::move(*client);
}

void Context::printJson(const json::Value& value) const
{
    out << boost::json::serialize(value) << "\n";
}

} // namespace roost::ctl
