// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/condition.h"

#include "gui/models/amounts.h"
#include "gui/models/setting_words.h"
#include "gui/models/wire_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace roost::models {

namespace {

struct ConditionWords {
    Q_DECLARE_TR_FUNCTIONS(Condition)
};

Condition whenLost(const RelayModel& relay)
{
    const auto& link = relay.link();
    if (link.link == client::Link::refused)
        return {Tone::bad, ConditionWords::tr("You may not look after this relay."),
                shownText(link.refusal.toStdString()), NextStep::try_now};
    if (link.link != client::Link::lost)
        return {Tone::busy, ConditionWords::tr("Looking for the relay …"), {}, {}};
    return {Tone::bad,
            relay.isKnown() ? ConditionWords::tr("The connection to the relay is lost.")
                            : ConditionWords::tr("The relay is not running."),
            ConditionWords::tr("Start it again; the console notices by itself."),
            NextStep::try_now};
}

int shownCount(std::int64_t count)
{
    return static_cast<int>(std::min<std::int64_t>(count, 1'000'000'000));
}

QString refusalSentence(const std::string& reason)
{
    if (reason == "load")
        return ConditionWords::tr("No new users can join: the computer is too busy.");
    if (reason == "memory")
        return ConditionWords::tr("No new users can join: memory is running out.");
    if (reason == "disk")
        return ConditionWords::tr("No new users can join: the disk is nearly full.");
    return ConditionWords::tr("No new users can join just now.");
}

Condition whenDegraded(const api::Overview& overview)
{
    QStringList problems;
    for (const api::Listener& each : overview.listeners) {
        if (each.problem.empty()) continue;
        problems +=
            ConditionWords::tr("Port %1 at %2 does not answer: %3.")
                .arg(QString::number(each.port), shownText(each.address), shownText(each.problem));
    }
    problems += ConditionWords::tr(
        "Another program may be using the port: stop it, or choose other ports in the "
        "settings.");
    if (overview.registration_refusal)
        problems += refusalSentence(overview.registration_refusal->reason);
    return {Tone::warning, ConditionWords::tr("The relay is running, but not on all of its ports."),
            problems.join(u' '), NextStep::setting, "port_offset"};
}

/// Where the machine stands, and what to do about it.
QString refusalCause(const api::RegistrationRefusal& refusal, const QString& setting)
{
    if (refusal.reason == "load")
        return ConditionWords::tr(
                   "Its load, which is how many programs want to run at once, is %1; above %2 the "
                   "relay takes nobody new. It passes when the "
                   "computer has less to do. If it lasts, see what keeps it busy, or raise the "
                   "setting “%3”.")
            .arg(QLocale().toString(refusal.measured, 'f', 1),
                 QLocale().toString(refusal.limit, 'f', 1), setting);
    const QString measured = octetsText(static_cast<std::int64_t>(refusal.measured));
    const QString limit = octetsText(static_cast<std::int64_t>(refusal.limit));
    if (refusal.reason == "memory")
        return ConditionWords::tr(
                   "%1 are free; below %2 the relay takes nobody new. End other programs on this "
                   "computer, give it more memory, or lower the setting “%3”.")
            .arg(measured, limit, setting);
    return ConditionWords::tr(
               "%1 are free; below %2 the relay takes nobody new. Make room on the disk, or lower "
               "the setting “%3”.")
        .arg(measured, limit, setting);
}

Condition whenRefusing(const api::Overview& overview)
{
    const api::RegistrationRefusal& refusal = *overview.registration_refusal;
    const QString title = settingWords(refusal.setting);
    QString advice = refusalCause(refusal, title.isEmpty() ? shownText(refusal.setting) : title)
                     + u' ' + ConditionWords::tr("Who has an address already notices nothing.");
    if (overview.registrations_refused > 0)
        advice += u' '
                  + ConditionWords::tr("%n new addresses were refused for such reasons.", nullptr,
                                       shownCount(overview.registrations_refused));
    return {Tone::warning, refusalSentence(refusal.reason), advice, NextStep::setting,
            refusal.setting};
}

Condition whenRunning(const api::Stats& stats, bool mail_waits)
{
    if (stats.accounts == 0)
        return {Tone::good,
                ConditionWords::tr("Your relay is running and waits for its first user."),
                ConditionWords::tr(
                    "Invite somebody: they scan a code with their chat app, and that is all."),
                NextStep::invite};
    if (mail_waits)
        return {Tone::good, ConditionWords::tr("Your relay is running."),
                ConditionWords::tr(
                    "%n messages wait for other servers. Roost goes on trying; the queue says why "
                    "they wait.",
                    nullptr, shownCount(stats.queue_length)),
                NextStep::queue};
    return {Tone::good, ConditionWords::tr("Your relay is running. All is well."),
            ConditionWords::tr("%n people have an address here. There is nothing you need to do.",
                               nullptr, shownCount(stats.accounts)),
            NextStep::none};
}

} // namespace

Condition conditionOf(const RelayModel& relay)
{
    if (!relay.isKnown() || !relay.isConnected()) return whenLost(relay);
    const api::Overview& overview = relay.overview();
    switch (overview.state) {
    case api::RelayState::unconfigured:
        return {Tone::busy, ConditionWords::tr("This relay is new and has no name yet."),
                ConditionWords::tr("Set it up: it takes a minute."), NextStep::set_up};
    case api::RelayState::starting:
        return {Tone::busy, ConditionWords::tr("The relay is starting …"), {}, {}};
    case api::RelayState::stopping:
        return {Tone::busy, ConditionWords::tr("The relay is stopping …"), {}, {}};
    case api::RelayState::degraded: return whenDegraded(overview);
    case api::RelayState::running:
        return overview.registration_refusal ? whenRefusing(overview)
                                             : whenRunning(overview.stats, relay.mailWaits());
    }
    return {};
}

} // namespace roost::models
