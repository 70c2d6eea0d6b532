// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/glyph.h"

#include <QPainter>
#include <QPainterPath>

namespace roost::widgets {

namespace {

// Everything is drawn on a field of 20 x 20 units.
constexpr double Field = 20;
constexpr double Stroke = 1.6;

void drawOverview(QPainter& painter)
{
    painter.drawPolyline(QPolygonF({{2, 11}, {6, 11}, {8.5, 4.5}, {12, 15.5}, {14, 11}, {18, 11}}));
}

void drawUsers(QPainter& painter)
{
    painter.drawEllipse(QPointF(7.5, 6.5), 3, 3);
    QPainterPath path;
    path.moveTo(2, 16.5);
    path.cubicTo(2, 10.5, 13, 10.5, 13, 16.5);
    path.moveTo(13, 4);
    path.cubicTo(16.4, 4.2, 16.4, 9, 13, 9.2);
    path.moveTo(14.5, 11.6);
    path.cubicTo(16.8, 12.4, 18, 14, 18, 16.5);
    painter.drawPath(path);
}

/// A letter on its way.
void drawQueue(QPainter& painter)
{
    painter.drawRoundedRect(QRectF(2.5, 4.5, 15, 11), 1.6, 1.6);
    painter.drawPolyline(QPolygonF({{3, 5.5}, {10, 11}, {17, 5.5}}));
}

void drawInvite(QPainter& painter)
{
    for (const QPointF corner : {QPointF(2.5, 2.5), QPointF(11.5, 2.5), QPointF(2.5, 11.5)}) {
        painter.drawRoundedRect(QRectF(corner, QSizeF(6, 6)), 1, 1);
        painter.drawPoint(corner + QPointF(3, 3));
    }
    painter.drawPolyline(QPolygonF({{11.5, 11.5}, {13.5, 11.5}, {13.5, 13.5}}));
    painter.drawPolyline(QPolygonF({{17.5, 13}, {17.5, 17.5}, {14.5, 17.5}}));
    painter.drawPoint(QPointF(11.5, 16.5));
}

void drawSettings(QPainter& painter)
{
    const double knobs[] = {13, 6.5, 11};
    double y = 4.5;
    for (const double x : knobs) {
        painter.drawLine(QPointF(2.5, y), QPointF(x - 2, y));
        painter.drawLine(QPointF(x + 2, y), QPointF(17.5, y));
        painter.drawEllipse(QPointF(x, y), 2, 2);
        y += 5.5;
    }
}

void drawSetup(QPainter& painter)
{
    painter.drawEllipse(QPointF(10, 10), 7.5, 7.5);
    painter.drawPolyline(QPolygonF({{8.3, 6.3}, {12.3, 10}, {8.3, 13.7}}));
}

void drawCopy(QPainter& painter)
{
    painter.drawRoundedRect(QRectF(7, 7, 10, 10), 1.6, 1.6);
    QPainterPath path;
    path.moveTo(4.5, 13);
    path.lineTo(3, 13);
    path.lineTo(3, 3);
    path.lineTo(13, 3);
    path.lineTo(13, 4.5);
    painter.drawPath(path);
}

void drawDone(QPainter& painter)
{
    painter.drawPolyline(QPolygonF({{3.5, 10.5}, {8, 15}, {16.5, 5}}));
}

void drawWarning(QPainter& painter)
{
    painter.drawPolygon(QPolygonF({{10, 2.8}, {18, 16.8}, {2, 16.8}}));
    painter.drawLine(QPointF(10, 8), QPointF(10, 11.5));
    painter.drawPoint(QPointF(10, 14.2));
}

/// Half light, half dark.
void drawLook(QPainter& painter)
{
    painter.drawEllipse(QPointF(10, 10), 7, 7);
    QPainterPath half;
    half.moveTo(10, 3);
    half.arcTo(QRectF(3, 3, 14, 14), 90, -180);
    half.closeSubpath();
    painter.fillPath(half, painter.pen().color());
}

/// The bird of the house.
void drawOwl(QPainter& painter)
{
    QPainterPath body;
    body.moveTo(3, 2);
    body.cubicTo(5, 4.2, 15, 4.2, 17, 2);
    body.cubicTo(18.6, 9, 17.6, 18.2, 10, 18.2);
    body.cubicTo(2.4, 18.2, 1.4, 9, 3, 2);
    painter.drawPath(body);
    painter.drawEllipse(QPointF(7, 8.6), 2.1, 2.1);
    painter.drawEllipse(QPointF(13, 8.6), 2.1, 2.1);
    painter.drawPolyline(QPolygonF({{9.1, 11.6}, {10, 13}, {10.9, 11.6}}));
}

void draw(QPainter& painter, Glyph glyph)
{
    switch (glyph) {
    case Glyph::overview: return drawOverview(painter);
    case Glyph::users: return drawUsers(painter);
    case Glyph::queue: return drawQueue(painter);
    case Glyph::invite: return drawInvite(painter);
    case Glyph::settings: return drawSettings(painter);
    case Glyph::setup: return drawSetup(painter);
    case Glyph::copy: return drawCopy(painter);
    case Glyph::done: return drawDone(painter);
    case Glyph::warning: return drawWarning(painter);
    case Glyph::look: return drawLook(painter);
    case Glyph::owl: return drawOwl(painter);
    }
}

} // namespace

QPixmap glyphPixmap(Glyph glyph, const QColor& colour, int size, qreal pixel_ratio)
{
    QPixmap pixmap(QSizeF(size * pixel_ratio, size * pixel_ratio).toSize());
    pixmap.setDevicePixelRatio(pixel_ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / Field, size / Field);
    painter.setPen(QPen(colour, Stroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    draw(painter, glyph);
    return pixmap;
}

QIcon glyphIcon(Glyph glyph, const QColor& colour, const QColor& checked_colour)
{
    QIcon icon;
    for (const int size : {16, 20, 24, 32, 64}) {
        for (const qreal ratio : {1.0, 2.0}) {
            icon.addPixmap(glyphPixmap(glyph, colour, size, ratio), QIcon::Normal, QIcon::Off);
            icon.addPixmap(glyphPixmap(glyph, checked_colour, size, ratio), QIcon::Normal,
                           QIcon::On);
        }
    }
    return icon;
}

} // namespace roost::widgets
