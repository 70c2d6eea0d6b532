// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/qr.h"

#include <qrencode.h>

#include <memory>

namespace roost::ctl {

namespace {

constexpr int QuietZone = 4; // ISO/IEC 18004: modules around the symbol that stay light

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

bool isLight(const QRcode& code, int row, int column)
{
    if (row < 0 || column < 0 || row >= code.width || column >= code.width) return true;
    return (code.data[row * code.width + column] & 1) == 0;
}

const char* block(bool upper, bool lower)
{
    if (upper) return lower ? "█" : "▀";
    return lower ? "▄" : " ";
}

} // namespace

Result<std::string> qrText(std::string_view text, bool colours)
{
    const std::string ended(text);
    const std::unique_ptr<QRcode, FreeCode> code(
        QRcode_encodeString8bit(ended.c_str(), 0, QR_ECLEVEL_L));
    if (!code) return Error(Code::limit, "the link is too long for a QR code");

    std::string result;
    const int end = code->width + QuietZone;
    for (int row = -QuietZone; row < end; row += 2) {
        if (colours) result += "\033[40;97m";
        for (int column = -QuietZone; column < end; ++column)
            result += block(isLight(*code, row, column),
                            row + 1 >= end || isLight(*code, row + 1, column));
        if (colours) result += "\033[0m";
        result += "\n";
    }
    return result;
}

} // namespace roost::ctl
