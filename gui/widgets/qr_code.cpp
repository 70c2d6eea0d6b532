// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/qr_code.h"

#include <QPainter>

#include <qrencode.h>

#include <memory>

namespace roost::widgets {

namespace {

constexpr int QuietZone = 4; // ISO/IEC 18004: modules around the symbol that stay light
constexpr int CornerRadius = 10;

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

QImage modulesOf(const QString& text)
{
    const QByteArray octets = text.toUtf8();
    if (octets.isEmpty()) return {};
    const std::unique_ptr<QRcode, FreeCode> code(
        QRcode_encodeString8bit(octets.constData(), 0, QR_ECLEVEL_L));
    if (!code) return {};
    QImage image(code->width, code->width, QImage::Format_RGB32);
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            image.setPixel(x, y, code->data[y * code->width + x] & 1 ? 0xff000000 : 0xffffffff);
    return image;
}

} // namespace

QrCode::QrCode(QWidget* parent) : QWidget(parent)
{
    setFixedSize(QrCode::sizeHint());
}

void QrCode::setText(const QString& text)
{
    modules_ = modulesOf(text);
    update();
}

void QrCode::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(rect(), CornerRadius, CornerRadius);
    if (modules_.isNull()) return;
    const int count = modules_.width() + 2 * QuietZone;
    const int size = std::max(1, std::min(width(), height()) / count); // whole pixels: sharp edges
    const int side = size * modules_.width();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawImage(QRect((width() - side) / 2, (height() - side) / 2, side, side), modules_);
}

} // namespace roost::widgets
