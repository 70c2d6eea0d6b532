// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/label.h"

#include <QStyle>

using namespace Qt::StringLiterals;

namespace roost::widgets {

namespace {

QString nameOf(Script script)
{
    switch (script) {
    case Script::body: return u"body"_s;
    case Script::title: return u"title"_s;
    case Script::heading: return u"heading"_s;
    case Script::strong: return u"strong"_s;
    case Script::muted: return u"muted"_s;
    case Script::figure: return u"figure"_s;
    case Script::pill: return u"pill"_s;
    case Script::error: return u"error"_s;
    }
    return {};
}

} // namespace

QLabel* label(Script script, const QString& text)
{
    auto* result = new QLabel(text);
    result->setTextFormat(Qt::PlainText);
    setScript(result, script);
    return result;
}

QLabel* paragraph(Script script, const QString& text)
{
    QLabel* result = label(script, text);
    result->setWordWrap(true);
    return result;
}

void setScript(QWidget* widget, Script script)
{
    widget->setProperty("script", nameOf(script));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace roost::widgets
