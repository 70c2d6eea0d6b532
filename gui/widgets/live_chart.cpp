// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/live_chart.h"

#include "gui/widgets/colours.h"
#include "gui/widgets/label.h"

#include <QDateTime>
#include <QEvent>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QLinearGradient>
#include <QtCharts/QChart>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace roost::widgets {

namespace {

constexpr double LeastTop = 4;
constexpr int ScaleTicks = 3;
constexpr int TimeTicks = 3;
constexpr int AxisTextSize = 8; // points
constexpr int ChartHeight = 118;

/// The next number of 1, 2, 4, 6, 8, 10 and so on that is not below: its half is a good tick too.
double niceTop(double highest)
{
    const double decade = std::pow(10, std::floor(std::log10(std::max(highest, LeastTop))));
    for (const double step : {1.0, 2.0, 4.0, 6.0, 8.0})
        if (step * decade >= highest && step * decade >= LeastTop) return step * decade;
    return 10 * decade;
}

QDateTime timeOf(double unix_seconds)
{
    return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(unix_seconds));
}

} // namespace

LiveChart::LiveChart(const QString& title, QWidget* parent)
    : Card(parent),
      title_text_(title),
      title_(label(Script::muted, title)),
      value_(label(Script::figure, u"–"_s)),
      chart_(new QChart),
      line_(new QLineSeries),
      ground_(new QLineSeries),
      edge_(new QLineSeries),
      area_(new QAreaSeries(line_, ground_)),
      time_(new QDateTimeAxis),
      scale_(new QValueAxis)
{
    build();
    colour();
}

void LiveChart::build()
{
    line_->setParent(this);
    ground_->setParent(this);
    chart_->addSeries(area_);
    chart_->addSeries(edge_);
    chart_->addAxis(time_, Qt::AlignBottom);
    chart_->addAxis(scale_, Qt::AlignLeft);
    for (QAbstractSeries* series :
         {static_cast<QAbstractSeries*>(area_), static_cast<QAbstractSeries*>(edge_)}) {
        series->attachAxis(time_);
        series->attachAxis(scale_);
    }
    chart_->legend()->hide();
    chart_->setMargins(QMargins());
    chart_->setBackgroundVisible(false);
    chart_->layout()->setContentsMargins(0, 0, 0, 0);
    time_->setFormat(u"HH:mm"_s);
    time_->setTickCount(TimeTicks);
    scale_->setTickCount(ScaleTicks);
    scale_->setRange(0, LeastTop);
    scale_->setLabelFormat(u"%.0f"_s);

    auto* view = new QChartView(chart_);
    view->setRenderHint(QPainter::Antialiasing);
    view->setFrameShape(QFrame::NoFrame);
    view->setMinimumHeight(ChartHeight);
    view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    view->setFocusPolicy(Qt::NoFocus);
    view->setInteractive(false);
    view->setBackgroundBrush(Qt::NoBrush);
    view->viewport()->setAutoFillBackground(false);
    body()->setSpacing(2);
    body()->addWidget(title_);
    body()->addWidget(value_);
    body()->addSpacing(6);
    body()->addWidget(view, 1);
    setAccessibleName(title_text_);
}

void LiveChart::setScale(double divisor, const QString& unit)
{
    divisor_ = divisor;
    title_->setText(unit.isEmpty() ? title_text_ : u"%1 (%2)"_s.arg(title_text_, unit));
}

void LiveChart::setPoints(const QList<QPointF>& points, int span_seconds)
{
    if (points.isEmpty()) return;
    QList<QPointF> line;
    QList<QPointF> ground;
    line.reserve(points.size());
    double highest = 0;
    for (const QPointF& point : points) {
        const double milliseconds = point.x() * 1000;
        line.append({milliseconds, point.y() / divisor_});
        highest = std::max(highest, point.y() / divisor_);
    }
    ground = {{line.first().x(), 0}, {line.last().x(), 0}};
    line_->replace(line);
    edge_->replace(line);
    ground_->replace(ground);
    time_->setRange(timeOf(points.last().x() - span_seconds), timeOf(points.last().x()));
    scale_->setRange(0, niceTop(highest));
}

void LiveChart::setValueText(const QString& text)
{
    value_->setText(text);
    setAccessibleDescription(text);
}

double LiveChart::newest() const
{
    return line_->count() ? line_->at(line_->count() - 1).y() * divisor_ : 0;
}

void LiveChart::changeEvent(QEvent* event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange) colour();
}

void LiveChart::colour()
{
    const Colours& colours = coloursFor(palette());
    const QColor accent = isEnabled() ? colours.accent : colours.muted;
    QColor strong = accent;
    QColor faint = accent;
    strong.setAlphaF(0.30f);
    faint.setAlphaF(0.02f);
    QLinearGradient gradient(0, 0, 0, 1);
    gradient.setCoordinateMode(QGradient::ObjectBoundingMode);
    gradient.setColorAt(0, strong);
    gradient.setColorAt(1, faint);
    area_->setBrush(gradient);
    area_->setPen(Qt::NoPen);
    edge_->setPen(QPen(accent, 1.8));
    QFont font = chart_->font();
    font.setPointSize(AxisTextSize);
    for (QAbstractAxis* axis :
         {static_cast<QAbstractAxis*>(time_), static_cast<QAbstractAxis*>(scale_)}) {
        axis->setLabelsBrush(colours.muted);
        axis->setLabelsFont(font);
        axis->setGridLinePen(QPen(colours.border, 1));
        axis->setLinePen(QPen(colours.border, 1));
    }
    time_->setGridLineVisible(false);
    scale_->setLineVisible(false);
}

} // namespace roost::widgets
