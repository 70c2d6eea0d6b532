// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/card.h"

#include <QList>
#include <QPointF>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QChartView>
#include <QtCharts/QDateTimeAxis>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <QLabel>

namespace roost::widgets {

/// One measure over the last minutes: its name, its value now, and a line.
class LiveChart : public Card {
    Q_OBJECT

public:
    explicit LiveChart(const QString& title, QWidget* parent = nullptr);

    /// `points`: x in Unix seconds, ascending; y in units of `scale_unit`. The view ends at the
    /// newest point and reaches `span_seconds` back.
    void setPoints(const QList<QPointF>& points, int span_seconds);
    void setValueText(const QString& text);
    QString valueText() const { return value_->text(); }
    /// Numbers on the axis are divided by this, and `unit` stands behind the title.
    void setScale(double divisor, const QString& unit);
    qsizetype pointCount() const { return line_->count(); }
    double newest() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void colour();

    QString title_text_;
    double divisor_ = 1;
    QLabel* title_;
    QLabel* value_;
    QChart* chart_;
    QLineSeries* line_;
    QLineSeries* ground_;
    QLineSeries* edge_; // the line once more: the area's own outline would be closed
    QAreaSeries* area_;
    QDateTimeAxis* time_;
    QValueAxis* scale_;
};

} // namespace roost::widgets
