// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/invite_panel.h"

#include "gui/models/wire_text.h"
#include "gui/widgets/label.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace roost::pages {

using widgets::Script;

InvitePanel::InvitePanel(QWidget* parent)
    : Card(parent),
      code_(new widgets::QrCode),
      who_(widgets::paragraph(Script::muted)),
      no_code_(widgets::paragraph(Script::error,
                                  tr("The link is too long for a code. Copy it instead."))),
      link_(new widgets::CopyField(tr("Invite link"))),
      only_here_(new widgets::Notice),
      new_(new QPushButton(tr("New invite")))
{
    code_->setObjectName(u"inviteCode"_s);
    code_->setAccessibleName(tr("Invite as a QR code"));
    link_->setObjectName(u"inviteLink"_s);
    only_here_->setObjectName(u"onlyHere"_s);
    only_here_->setClosable(false);
    new_->setObjectName(u"newInvite"_s);

    auto* words = new QVBoxLayout;
    words->setSpacing(10);
    words->addWidget(widgets::label(Script::heading, tr("Scan this with a chat app")));
    words->addWidget(widgets::paragraph(
        Script::body,
        tr("In Delta Chat on the phone: tap “Create new profile”, then “Use other "
           "server”, then “Scan invitation code”. That is all: no name, no number, no "
           "e-mail address is asked for.")));
    words->addWidget(who_);
    words->addWidget(no_code_);
    words->addStretch(1);
    words->addWidget(widgets::label(Script::strong, tr("Or send this link")));
    words->addWidget(link_);
    words->addWidget(new_, 0, Qt::AlignLeft);
    auto* row = new QHBoxLayout;
    row->setSpacing(28);
    row->addWidget(code_, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    body()->setContentsMargins(24, 24, 24, 24);
    body()->setSpacing(20);
    body()->addLayout(row);
    body()->addWidget(only_here_);
    connect(new_, &QPushButton::clicked, this, &InvitePanel::newRequested);
}

void InvitePanel::show(const api::InviteGet::Reply& invite)
{
    const QString link = models::wholeText(invite.link);
    code_->setText(link);
    code_->setVisible(code_->isDrawn());
    no_code_->setVisible(!code_->isDrawn());
    link_->setText(link);
    who_->setText(invite.for_one_person
                      ? tr("This invite is for one person. Make a new one for the next.")
                      : tr("Everybody may use this invite; print it if you like."));
    new_->setVisible(invite.for_one_person);
    if (invite.reachable_only_here)
        only_here_->say(
            widgets::StatusLight::State::warning,
            tr("A phone cannot use this invite yet: the relay answers on a loopback address, which "
               "only this computer can reach. Chat apps on this computer can use it now. To let "
               "phones in, open Settings, add this computer's address in your network (such as "
               "192.168.1.20) to “Addresses it answers on”, and make a new invite."));
    else
        only_here_->hide();
}

} // namespace roost::pages
