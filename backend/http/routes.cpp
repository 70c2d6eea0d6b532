// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/http/routes.h"

#include "backend/http/invite_page.h"
#include "backend/http/new_address.h"

#include <algorithm>
#include <array>

namespace roost::http {

namespace {

struct Route {
    std::string_view path;
    std::string_view method;
    Answer (*page)(const Query&, World);
};

Answer robots(const Query&, World)
{
    return {200, "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n"};
}

/// Where mail is taken this page is never asked for.
Answer noMail(const Query&, World)
{
    return statusPage(404);
}

/// Every page we serve. The second name of /new is that of older relays, which links still hold.
constexpr std::array<Route, 8> Routes = {{
    {"/", "GET", invitePage},
    {"/style.css", "GET", styleSheet},
    {"/robots.txt", "GET", robots},
    {"/new", "POST", postNew},
    {"/new", "GET", getNew},
    {"/cgi-bin/newemail.py", "POST", postNew},
    {"/cgi-bin/newemail.py", "GET", getNew},
    {"/mxdeliv", "POST", noMail},
}};

/// RFC 9110 §10.2.1: a page that has GET has HEAD.
std::string allowedMethods(std::string_view path)
{
    std::string methods;
    for (const auto& route : Routes) {
        if (route.path != path) continue;
        if (!methods.empty()) methods += ", ";
        methods += route.method == "GET" ? "GET, HEAD" : route.method;
    }
    return methods;
}

} // namespace

Answer answerTo(const Query& query, World world)
{
    for (const auto& route : Routes)
        if (route.path == query.path && route.method == query.method)
            return route.page(query, world);

    const auto allowed = allowedMethods(query.path);
    if (allowed.empty()) return statusPage(404);
    Answer answer = statusPage(405);
    answer.fields.emplace_back("Allow", allowed);
    return answer;
}

} // namespace roost::http
