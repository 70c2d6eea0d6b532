// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/overview_page.h"

#include "gui/models/amounts.h"
#include "gui/models/wire_text.h"
#include "gui/widgets/label.h"

#include <QGridLayout>
#include <QLocale>
#include <QScrollArea>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace roost::pages {

using models::Measure;
using models::NextStep;
using widgets::LiveChart;
using widgets::Script;

namespace {

constexpr int MaxListenersShown = 20;
constexpr int LeastSpanSeconds = 120;

widgets::StatusLight::State lightOf(models::Tone tone)
{
    switch (tone) {
    case models::Tone::good: return widgets::StatusLight::State::good;
    case models::Tone::busy: return widgets::StatusLight::State::busy;
    case models::Tone::warning: return widgets::StatusLight::State::warning;
    case models::Tone::bad: return widgets::StatusLight::State::bad;
    }
    return {};
}

/// What a port is for, to people who know no names of protocols.
QString purposeOf(const std::string& protocol)
{
    if (protocol == "imaps" || protocol == "imap") return OverviewPage::tr("Apps fetch:");
    if (protocol == "submissions" || protocol == "submission")
        return OverviewPage::tr("Apps send:");
    if (protocol == "smtp") return OverviewPage::tr("Other servers:");
    if (protocol == "https") return OverviewPage::tr("Web page and other relays:");
    return models::shownText(protocol);
}

QString listenersText(const std::vector<api::Listener>& listeners)
{
    QStringList purposes;
    QList<QStringList> ports; // of each
    int shown = 0;
    for (const api::Listener& each : listeners) {
        if (!each.problem.empty() || ++shown > MaxListenersShown) continue;
        const QString purpose = purposeOf(each.protocol);
        if (!purposes.contains(purpose)) {
            purposes += purpose;
            ports += QStringList();
        }
        QStringList& same = ports[purposes.indexOf(purpose)];
        const QString port = QString::number(each.port);
        if (!same.contains(port)) same += port;
    }
    QStringList parts;
    for (qsizetype i = 0; i < purposes.size(); ++i)
        parts += u"%1 %2"_s.arg(purposes[i], ports[i].join(u", "_s));
    return parts.isEmpty() ? u"–"_s : parts.join(u" · "_s);
}

struct Scale {
    double divisor;
    QString unit;
};

Scale octetScale(double octets)
{
    if (octets >= 1024.0 * 1024 * 1024) return {1024.0 * 1024 * 1024, u"GiB"_s};
    if (octets >= 1024.0 * 1024) return {1024.0 * 1024, u"MiB"_s};
    return {1024, u"KiB"_s};
}

void setChart(LiveChart* chart, const models::History& history, Measure measure)
{
    const auto points = history.series(measure);
    const double span = points.isEmpty() ? 0 : points.last().x() - points.first().x();
    chart->setPoints(points, std::max(static_cast<int>(span), LeastSpanSeconds));
    const auto now = static_cast<std::int64_t>(points.isEmpty() ? 0 : points.last().y());
    chart->setValueText(measure == Measure::store_octets ? models::octetsText(now)
                                                         : models::countText(now));
}

} // namespace

OverviewPage::OverviewPage(const models::RelayModel& relay, QWidget* parent)
    : Page(relay, tr("Overview"), parent), way_back_(new WayBack)
{
    setObjectName(u"overviewPage"_s);
    setOwnLinkNotice(true);
    way_back_->setObjectName(u"wayBack"_s);

    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(buildCondition());
    column->addWidget(way_back_);
    column->addWidget(buildCharts(), 1);
    column->addWidget(buildFacts());
    column->addStretch(0);
    auto* scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    content()->addWidget(scroll);

    connect(&relay, &models::RelayModel::measured, this, &OverviewPage::onMeasured);
    connect(next_, &QPushButton::clicked, this, &OverviewPage::follow);
    OverviewPage::onRelayChanged();
}

QWidget* OverviewPage::buildCondition()
{
    auto* card = new widgets::Card;
    light_ = new widgets::StatusLight;
    sentence_ = widgets::paragraph(Script::heading);
    sentence_->setObjectName(u"sentence"_s);
    advice_ = widgets::paragraph(Script::muted);
    advice_->setObjectName(u"advice"_s);
    next_ = new QPushButton;
    next_->setObjectName(u"nextStep"_s);
    next_->setProperty("prominent", true);
    auto* row = new QHBoxLayout;
    row->setSpacing(14);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(sentence_);
    words->addWidget(advice_);
    row->addWidget(light_, 0, Qt::AlignVCenter);
    row->addLayout(words, 1);
    row->addWidget(next_, 0, Qt::AlignVCenter);
    card->body()->addLayout(row);
    return card;
}

QWidget* OverviewPage::buildCharts()
{
    charts_ = new QWidget;
    auto* grid = new QGridLayout(charts_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(16);
    messages_ = new LiveChart(tr("Messages per minute"));
    clients_ = new LiveChart(tr("Connected apps"));
    logins_ = new LiveChart(tr("Logins per minute"));
    store_ = new LiveChart(tr("Stored on disk"));
    messages_->setObjectName(u"messagesChart"_s);
    clients_->setObjectName(u"clientsChart"_s);
    logins_->setObjectName(u"loginsChart"_s);
    store_->setObjectName(u"storeChart"_s);
    grid->addWidget(messages_, 0, 0);
    grid->addWidget(clients_, 0, 1);
    grid->addWidget(logins_, 1, 0);
    grid->addWidget(store_, 1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return charts_;
}

QWidget* OverviewPage::buildFacts()
{
    auto* card = new widgets::Card;
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(28);
    grid->setVerticalSpacing(2);
    const std::array headings = {tr("Users"), tr("Messages taken in"), tr("Messages refused"),
                                 tr("In the queue"), tr("Running since")};
    int column = 0;
    for (const QString& heading : headings) {
        facts_ += widgets::label(Script::strong, u"–"_s);
        facts_.last()->setAccessibleName(heading);
        grid->addWidget(widgets::label(Script::muted, heading), 0, column);
        grid->addWidget(facts_.last(), 1, column);
        grid->setColumnStretch(column++, 1);
    }
    const int last = column - 1;
    grid->setRowMinimumHeight(2, 8);
    facts_ += widgets::label(Script::strong, u"–"_s);
    facts_.last()->setAccessibleName(tr("Version"));
    grid->addWidget(widgets::label(Script::muted, tr("Version")), 3, last);
    grid->addWidget(facts_.last(), 4, last, Qt::AlignTop);
    facts_ += widgets::paragraph(Script::strong, u"–"_s);
    facts_.last()->setAccessibleName(tr("Ports"));
    grid->addWidget(widgets::label(Script::muted, tr("Ports")), 3, 0, 1, last);
    grid->addWidget(facts_.last(), 4, 0, 1, last);
    card->body()->addLayout(grid);
    facts_card_ = card;
    return card;
}

void OverviewPage::onRelayChanged()
{
    const auto condition = models::conditionOf(relay());
    light_->setState(lightOf(condition.tone), condition.sentence);
    sentence_->setText(condition.sentence);
    QString advice = condition.advice;
    const auto& link = relay().link();
    if (relay().isKnown() && !relay().isConnected() && link.last_data_at.isValid())
        advice += u' ' + tr("What you see is from %1.").arg(ageText());
    advice_->setText(advice);
    advice_->setVisible(!advice.isEmpty());
    next_->setText(condition.next == NextStep::invite    ? tr("Invite somebody")
                   : condition.next == NextStep::queue   ? tr("Open the queue")
                   : condition.next == NextStep::set_up  ? tr("Set up")
                   : condition.next == NextStep::try_now ? tr("Try now")
                   : condition.next == NextStep::setting ? tr("Open the setting")
                                                         : QString());
    next_->setVisible(condition.next != NextStep::none);
    way_back_->setVisible(link.link == client::Link::lost || link.link == client::Link::refused);
    way_back_->setLink(link);
    charts_->setVisible(relay().isKnown());
    charts_->setEnabled(relay().isConnected());
    facts_card_->setVisible(relay().isKnown());
    setSubtitle(models::shownText(relay().overview().domain));
    updateFacts();
}

void OverviewPage::onMeasured()
{
    const models::History& history = relay().history();
    setChart(messages_, history, Measure::messages_per_minute);
    setChart(clients_, history, Measure::clients);
    setChart(logins_, history, Measure::logins_per_minute);
    const auto scale = octetScale(history.latest(Measure::store_octets));
    store_->setScale(scale.divisor, scale.unit);
    setChart(store_, history, Measure::store_octets);
    updateFacts();
}

void OverviewPage::updateFacts()
{
    const api::Overview& overview = relay().overview();
    const api::Stats& stats = overview.stats;
    const QDateTime started = models::instant(overview.started_at);
    const std::array texts = {models::countText(stats.accounts),
                              models::countText(stats.messages_accepted),
                              tr("%1 (%2 not encrypted)")
                                  .arg(models::countText(stats.messages_rejected),
                                       models::countText(stats.unencrypted_rejected)),
                              models::countText(stats.queue_length),
                              started.isValid() ? QLocale().toString(started, QLocale::ShortFormat)
                                                : u"–"_s,
                              models::shownText(overview.version),
                              listenersText(overview.listeners)};
    for (std::size_t i = 0; i < texts.size(); ++i)
        facts_[static_cast<qsizetype>(i)]->setText(texts[i]);
}

void OverviewPage::follow()
{
    const auto condition = models::conditionOf(relay());
    switch (condition.next) {
    case NextStep::invite: return Q_EMIT inviteRequested();
    case NextStep::queue: return Q_EMIT queueRequested();
    case NextStep::set_up: return Q_EMIT setUpRequested();
    case NextStep::try_now: return Q_EMIT tryNowRequested();
    case NextStep::setting: return Q_EMIT settingRequested(condition.setting);
    case NextStep::none: return;
    }
}

} // namespace roost::pages
