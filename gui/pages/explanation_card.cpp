// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/explanation_card.h"

#include "gui/models/wire_text.h"
#include "gui/widgets/label.h"

#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace roost::pages {

using models::Detail;
using widgets::Script;

namespace {

QString headingOf(Detail detail)
{
    switch (detail) {
    case Detail::answer: return ExplanationCard::tr("The other server said");
    case Detail::finding: return ExplanationCard::tr("What Roost found");
    case Detail::of_last_try: return ExplanationCard::tr("At the last try");
    }
    return {};
}

} // namespace

ExplanationCard::ExplanationCard(QWidget* parent)
    : Card(parent),
      title_(widgets::paragraph(Script::heading)),
      happened_(widgets::paragraph(Script::body)),
      to_do_(widgets::paragraph(Script::body)),
      who_heading_(widgets::label(Script::muted, tr("Who can do something"))),
      who_(widgets::paragraph(Script::strong)),
      answer_heading_(widgets::label(Script::muted)),
      answer_(widgets::paragraph(Script::muted))
{
    setObjectName(u"explanation"_s);
    title_->setObjectName(u"explanationTitle"_s);
    happened_->setObjectName(u"explanationHappened"_s);
    to_do_->setObjectName(u"explanationToDo"_s);
    who_->setObjectName(u"explanationWho"_s);
    answer_->setObjectName(u"lastAnswer"_s);
    answer_heading_->setObjectName(u"lastAnswerHeading"_s);
    answer_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* facts = new QGridLayout;
    facts->setHorizontalSpacing(16);
    facts->setVerticalSpacing(4);
    facts->setColumnStretch(1, 1);
    facts->addWidget(who_heading_, 0, 0, Qt::AlignTop);
    facts->addWidget(who_, 0, 1);
    facts->addWidget(answer_heading_, 1, 0, Qt::AlignTop);
    facts->addWidget(answer_, 1, 1);
    body()->addWidget(title_);
    body()->addWidget(happened_);
    body()->addWidget(to_do_);
    body()->addSpacing(4);
    body()->addLayout(facts);
    clear();
}

void ExplanationCard::say(const models::Explained& why, const std::string& last_answer)
{
    title_->setText(why.title);
    happened_->setText(why.what_happened);
    happened_->setVisible(!why.what_happened.isEmpty());
    to_do_->setText(why.what_to_do);
    to_do_->setVisible(!why.what_to_do.isEmpty());
    who_->setText(why.who);
    who_->setVisible(!why.who.isEmpty());
    who_heading_->setVisible(!why.who.isEmpty());
    answer_heading_->setText(headingOf(why.detail));
    answer_->setText(models::detailText(why.detail, last_answer));
    answer_->setVisible(!last_answer.empty());
    answer_heading_->setVisible(!last_answer.empty());
    setAccessibleName(why.title);
    setAccessibleDescription(why.what_happened + u' ' + why.what_to_do);
    show();
}

void ExplanationCard::clear()
{
    hide();
}

} // namespace roost::pages
