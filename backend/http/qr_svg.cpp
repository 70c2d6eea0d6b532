// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/http/qr_svg.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <iterator>
#include <memory>

namespace roost::http {

namespace {

constexpr int QuietZone = 4; // modules

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, FreeCode>;

bool isDark(const QRcode& code, int x, int y)
{
    return (code.data[y * code.width + x] & 1) != 0;
}

/// One path: a run of dark modules in a row is one rectangle.
std::string darkPath(const QRcode& code)
{
    std::string path;
    for (int y = 0; y < code.width; ++y) {
        for (int x = 0; x < code.width; ++x) {
            if (!isDark(code, x, y)) continue;
            int run = 1;
            while (x + run < code.width && isDark(code, x + run, y)) ++run;
            fmt::format_to(std::back_inserter(path), "M{} {}h{}v1h-{}z", x + QuietZone,
                           y + QuietZone, run, run);
            x += run;
        }
    }
    return path;
}

} // namespace

std::string qrSvg(const std::string& text)
{
    const Code code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    if (!code) return {};
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="QR code of the invite link" viewBox="0 0 {0} {0}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{0}v{0}H0z"/><path d="{1}"/></svg>)",
        code->width + 2 * QuietZone, darkPath(*code));
}

} // namespace roost::http
