// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/rules_panel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost::pages {

namespace {

constexpr int MaxDomain = 255; // RFC 5321 §4.5.3.1.2

} // namespace

RulesPanel::RulesPanel(const models::QueueModels& models,
                       models::QueueRuleModel& rules,
                       QWidget* parent)
    : QueuePanel(rules, models.explanations, models::QueueRuleModel::Destination, parent),
      rules_(rules),
      domain_(new QLineEdit)
{
    setObjectName(u"rulesPanel"_s);
    table().setObjectName(u"ruleTable"_s);
    table().setAccessibleName(tr("Destinations that are held"));
    table().setEmptyText(tr("No destination is held. Mail for one that is held waits, also "
                            "what comes later, until you release it."));
    domain_->setObjectName(u"ruleDomain"_s);
    domain_->setPlaceholderText(tr("Another destination, such as example.org"));
    domain_->setAccessibleName(tr("Destination to hold"));
    domain_->setMaxLength(MaxDomain);
    domain_->setMinimumWidth(280);
    auto* hold = new QPushButton(queueActWords(QueueAct::hold).button);
    hold->setObjectName(u"addRule"_s);
    hold->setToolTip(queueActWords(QueueAct::hold).consequence);
    hold->setEnabled(false);
    tools()->insertWidget(0, domain_);
    tools()->insertWidget(1, hold);
    addAct(QueueAct::release);
    connect(domain_, &QLineEdit::textChanged, this,
            [hold](const QString& text) { hold->setEnabled(text.trimmed().contains(u'.')); });
    connect(domain_, &QLineEdit::returnPressed, hold, &QPushButton::click);
    connect(hold, &QPushButton::clicked, this, &RulesPanel::add);
}

void RulesPanel::add()
{
    QueueTarget about;
    about.places.push_back({domain_->text().trimmed().toStdString(), 0});
    about.hold_until = models::Endless;
    domain_->clear();
    Q_EMIT actRequested(QueueAct::hold, about);
}

QueueTarget RulesPanel::target(QueueAct) const
{
    QueueTarget about;
    for (const int row : chosen())
        about.places.push_back({rules_.at(row).domain, rules_.at(row).until_at});
    return about;
}

std::string RulesPanel::explanationAt(int) const
{
    return {}; // the table says all there is
}

std::string RulesPanel::lastAnswerAt(int) const
{
    return {};
}

} // namespace roost::pages
