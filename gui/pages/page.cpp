// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/page.h"

#include "gui/models/amounts.h"
#include "gui/models/wire_text.h"
#include "gui/widgets/label.h"

#include <QLocale>
#include <QShowEvent>

#include <chrono>

using namespace Qt::StringLiterals;

namespace roost::pages {

using client::Link;
using widgets::Script;

Page::Page(const models::RelayModel& relay, const QString& title, QWidget* parent)
    : QWidget(parent),
      relay_(relay),
      title_(widgets::label(Script::title, title)),
      subtitle_(widgets::label(Script::muted)),
      heading_(new QHBoxLayout),
      link_notice_(new widgets::Notice),
      happened_(new widgets::Notice),
      body_(new QStackedWidget),
      content_(new QVBoxLayout),
      state_(new widgets::StatePanel)
{
    link_notice_->setObjectName(u"linkNotice"_s);
    link_notice_->setClosable(false);
    happened_->setObjectName(u"happened"_s);
    state_->setObjectName(u"statePanel"_s);

    auto* titles = new QVBoxLayout;
    titles->setSpacing(2);
    titles->addWidget(title_);
    titles->addWidget(subtitle_);
    heading_->addLayout(titles);
    heading_->addStretch(1);

    auto* inside = new QWidget;
    inside->setLayout(content_);
    content_->setContentsMargins(0, 0, 0, 0);
    content_->setSpacing(16);
    body_->addWidget(inside);
    body_->addWidget(state_);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(32, 26, 32, 24);
    column->setSpacing(16);
    column->addLayout(heading_);
    column->addWidget(link_notice_);
    column->addWidget(happened_);
    column->addWidget(body_, 1);
    subtitle_->hide();

    connect(&relay_, &models::RelayModel::changed, this, [this] {
        updateLink();
        onRelayChanged();
    });
    connect(link_notice_, &widgets::Notice::actionRequested, this, &Page::tryNowRequested);
    connect(state_, &widgets::StatePanel::actionRequested, this, [this] {
        if (relay_.isConnected())
            Q_EMIT refreshRequested();
        else
            Q_EMIT tryNowRequested();
    });
    connect(&age_, &QTimer::timeout, this, &Page::onAged);
    updateLink();
}

QString Page::title() const
{
    return title_->text();
}

void Page::setSubtitle(const QString& text)
{
    subtitle_->setText(text);
    subtitle_->setVisible(!text.isEmpty());
}

void Page::showContent()
{
    body_->setCurrentIndex(0);
}

void Page::showState(const QString& title, const QString& text, const QString& action)
{
    state_->say(title, text, action);
    body_->setCurrentWidget(state_);
}

bool Page::showUnknown()
{
    if (relay_.isKnown()) return false;
    switch (relay_.link().link) {
    case Link::looking:
    case Link::connecting:
    case Link::connected: showState(tr("Looking for the relay …"), {}); break;
    case Link::lost:
        showState(tr("The relay is not running"),
                  tr("The overview says where the console looked and how to start the relay."),
                  tr("Try now"));
        break;
    case Link::refused:
        showState(tr("You may not look after this relay"),
                  models::shownText(relay_.link().refusal.toStdString()), tr("Try now"));
        break;
    }
    return true;
}

void Page::updateLink()
{
    const bool is_old = relay_.isKnown() && !relay_.isConnected();
    if (is_old && isVisible())
        age_.start(std::chrono::seconds(1));
    else
        age_.stop();
    if (is_old && !has_own_link_notice_)
        link_notice_->say(widgets::StatusLight::State::bad, linkText(), tr("Try now"));
    else
        link_notice_->hide();
}

QString Page::linkText() const
{
    if (relay_.link().link == Link::refused)
        return tr("You may no longer look after this relay. What you see is from %1.")
            .arg(ageText());
    return tr("The connection to the relay is lost. What you see is from %1.").arg(ageText());
}

QString Page::ageText() const
{
    const QDateTime at = relay_.link().last_data_at.toLocalTime();
    const QDateTime now = QDateTime::currentDateTime();
    const QString time = at.date() == now.date()
                             ? QLocale().toString(at.time(), QLocale::ShortFormat)
                             : QLocale().toString(at, QLocale::ShortFormat);
    return tr("%1 (%2)", "a time, and how long ago it is").arg(time, models::agoText(at, now));
}

void Page::onAged()
{
    updateLink();
    if (has_own_link_notice_) onRelayChanged();
}

void Page::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    updateLink();
    if (!event->spontaneous()) Q_EMIT refreshRequested();
}

} // namespace roost::pages
