// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/http/invite_page.h"

#include "backend/http/qr_svg.h"
#include "backend/invite/invite.h"

#include <fmt/format.h>

namespace roost::http {

namespace {

constexpr std::string_view Page = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{domain}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>{domain}</h1>
<p>This is a chatmail relay: it carries end-to-end encrypted messages for apps such as Delta Chat.
It asks for no name, no number and no mail address.</p>
{invitation}
</main>
</body>
</html>
)";

constexpr std::string_view Invitation =
    R"(<p>Open this page on the device you chat with and choose</p>
<p><a class="button" href="{link}">Use this relay</a></p>
<p>or scan the code with the app:</p>
<p class="code">{qr}</p>
{note})";

constexpr std::string_view OnlyHere =
    "<p class=\"note\">The relay listens on its own computer only, so a phone cannot reach it. "
    "Apps "
    "on this computer can. To let others in, let the relay listen on an address of your "
    "network.</p>";

constexpr std::string_view Style =
    R"(body { margin: 0; font: 1.1rem/1.5 sans-serif; color: #222; background: #f6f6f4; }
main { max-width: 34rem; margin: 0 auto; padding: 1.5rem; }
h1 { overflow-wrap: anywhere; }
.button { display: inline-block; padding: .6em 1.2em; border-radius: .4em; color: #fff;
  background: #14607a; text-decoration: none; }
.code svg { width: 100%; max-width: 20rem; height: auto; }
.note { padding: .8em 1em; border-left: .3em solid #c77f00; background: #fff3d9; color: #222; }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #1d1f21; } }
)";

std::string invitation(const settings::Values& values)
{
    if (!values.registration_open) return "<p>It takes no new users at present.</p>";
    const auto link = invite::inviteLink(values);
    return fmt::format(Invitation, fmt::arg("link", htmlEscaped(link)), fmt::arg("qr", qrSvg(link)),
                       fmt::arg("note", invite::isReachableOnlyHere(values) ? OnlyHere : ""));
}

} // namespace

Answer invitePage(const Query&, World world)
{
    const auto& values = world.values;
    return {200, "text/html; charset=utf-8",
            fmt::format(Page, fmt::arg("domain", htmlEscaped(values.mail_domain)),
                        fmt::arg("invitation", invitation(values)))};
}

Answer styleSheet(const Query&, World)
{
    Answer answer(200, "text/css; charset=utf-8", std::string(Style));
    answer.fields.emplace_back("Cache-Control", "max-age=3600");
    return answer;
}

std::string htmlEscaped(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        switch (c) {
        case '&': escaped += "&amp;"; break;
        case '<': escaped += "&lt;"; break;
        case '>': escaped += "&gt;"; break;
        case '"': escaped += "&quot;"; break;
        case '\'': escaped += "&#39;"; break;
        default: escaped += c;
        }
    }
    return escaped;
}

} // namespace roost::http
