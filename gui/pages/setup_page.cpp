// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/setup_page.h"

#include "gui/widgets/label.h"

#include <QFormLayout>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace roost::pages {

using widgets::Script;

namespace {

constexpr int FormWidth = 720;
constexpr int MaxPortOffset = 60000;
constexpr int TrialPortOffset = 12000; // needs no rights
constexpr int MaxDomain = 255;
constexpr int MaxAddresses = 1000;

QScrollArea* scrolled(QWidget* inside)
{
    auto* scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    return scroll;
}

/// A field with its heading above and words below.
void addField(QVBoxLayout* column, const QString& heading, QWidget* field, QWidget* below)
{
    auto* title = widgets::label(Script::strong, heading);
    field->setAccessibleName(heading);
    column->addWidget(title);
    column->addWidget(field);
    column->addWidget(below);
    column->addSpacing(8);
}

} // namespace

SetupPage::SetupPage(const models::RelayModel& relay, QWidget* parent)
    : Page(relay, tr("Welcome to Roost"), parent), steps_(new QStackedWidget)
{
    setObjectName(u"setupPage"_s);
    setSubtitle(tr("Give your relay a name, and it is ready for its first user."));
    steps_->addWidget(scrolled(buildForm()));
    steps_->addWidget(scrolled(buildResult()));
    content()->addWidget(steps_);
    onPurpose();
    SetupPage::onRelayChanged();
}

QWidget* SetupPage::buildForm()
{
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    for (QWidget* card : {buildPurpose(), buildWhere(), buildCertificate()}) {
        card->setMaximumWidth(FormWidth);
        column->addWidget(card);
    }
    apply_ = new QPushButton(tr("Set up the relay"));
    apply_->setObjectName(u"applySetup"_s);
    apply_->setProperty("prominent", true);
    apply_->setDefault(true);
    column->addWidget(apply_, 0, Qt::AlignLeft);
    column->addStretch(1);
    connect(apply_, &QPushButton::clicked, this, &SetupPage::apply);
    return inside;
}

QWidget* SetupPage::buildPurpose()
{
    auto* card = new widgets::Card;
    for_others_ = new QRadioButton(tr("Other people, from their phones"));
    only_here_ = new QRadioButton(tr("Only this computer, to try it out"));
    for_others_->setObjectName(u"forOthers"_s);
    only_here_->setObjectName(u"onlyHereChoice"_s);
    for_others_->setChecked(true);
    card->body()->addWidget(widgets::label(Script::heading, tr("Who shall reach it?")));
    card->body()->addWidget(for_others_);
    card->body()->addWidget(only_here_);
    connect(for_others_, &QRadioButton::toggled, this, &SetupPage::onPurpose);
    return card;
}

QWidget* SetupPage::buildWhere()
{
    auto* card = new widgets::Card;
    domain_ = new QLineEdit;
    domain_->setObjectName(u"domain"_s);
    domain_->setMaxLength(MaxDomain);
    domain_->setPlaceholderText(tr("chat.example.org or 203.0.113.5"));
    domain_problem_ = widgets::paragraph(Script::muted);
    domain_problem_->setObjectName(u"domainProblem"_s);
    addresses_ = new QLineEdit;
    addresses_->setObjectName(u"addresses"_s);
    addresses_->setMaxLength(MaxAddresses);
    addresses_problem_ = widgets::paragraph(Script::muted);
    addresses_problem_->setObjectName(u"addressesProblem"_s);
    port_offset_ = new QSpinBox;
    port_offset_->setObjectName(u"portOffset"_s);
    port_offset_->setRange(0, MaxPortOffset);
    port_offset_->setSingleStep(1000);
    port_offset_->setMaximumWidth(140);
    port_offset_->setButtonSymbols(QAbstractSpinBox::NoButtons);

    card->body()->addWidget(widgets::label(Script::heading, tr("Where it is")));
    card->body()->addSpacing(4);
    addField(card->body(), tr("Domain or IP address"), domain_, domain_problem_);
    addField(card->body(), tr("Addresses of this computer that it answers on"), addresses_,
             addresses_problem_);
    addField(
        card->body(), tr("Added to every port number"), port_offset_,
        widgets::paragraph(Script::muted,
                           tr("0 for real use: apps expect the usual ports. With 12000 the relay "
                              "also runs without special rights, beside another mail server.")));
    connect(domain_, &QLineEdit::textChanged, this, &SetupPage::validate);
    connect(addresses_, &QLineEdit::textChanged, this, &SetupPage::validate);
    connect(domain_, &QLineEdit::returnPressed, this, &SetupPage::apply);
    connect(addresses_, &QLineEdit::returnPressed, this, &SetupPage::apply);
    return card;
}

QWidget* SetupPage::buildCertificate()
{
    auto* card = new widgets::Card;
    card->body()->addWidget(widgets::label(Script::heading, tr("Its certificate")));
    card->body()->addWidget(widgets::paragraph(
        Script::body,
        tr("Connections are always encrypted. For that the relay makes its own certificate, called "
           "self-signed: nobody else has to be asked, and it encrypts as well as any other. What "
           "it "
           "lacks is somebody who vouches for the name; your invites take that part by telling the "
           "app to trust this relay. Only web browsers will warn on its web page.")));
    return card;
}

QWidget* SetupPage::buildResult()
{
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    invite_ = new InvitePanel;
    invite_->setMaximumWidth(860);
    auto* done = new QPushButton(tr("Go to the overview"));
    done->setObjectName(u"finishSetup"_s);
    done->setProperty("prominent", true);
    column->addWidget(invite_);
    column->addWidget(done, 0, Qt::AlignLeft);
    column->addStretch(1);
    connect(invite_, &InvitePanel::newRequested, this, &SetupPage::newInviteRequested);
    connect(done, &QPushButton::clicked, this, [this] {
        is_under_way_ = false;
        Q_EMIT finished();
    });
    return inside;
}

SetupForm SetupPage::form() const
{
    return {only_here_->isChecked(), domain_->text(), addresses_->text(), port_offset_->value()};
}

void SetupPage::onPurpose()
{
    const bool only_here = only_here_->isChecked();
    if (only_here) domain_for_others_ = domain_->text();
    domain_->setText(only_here ? u"_roost.localhost"_s : domain_for_others_);
    domain_->setReadOnly(only_here);
    addresses_->setText(only_here ? u"127.0.0.1"_s : u"0.0.0.0"_s);
    addresses_->setReadOnly(only_here);
    port_offset_->setValue(only_here ? TrialPortOffset : 0);
    validate();
}

void SetupPage::validate()
{
    const SetupForm now = form();
    const auto tell = [](QLabel* label, const QString& problem, const QString& otherwise) {
        label->setText(problem.isEmpty() ? otherwise : problem);
        widgets::setScript(label, problem.isEmpty() ? Script::muted : Script::error);
    };
    tell(domain_problem_, now.domainProblem(),
         now.only_here
             ? tr("A name that works on this computer only.")
             : tr("The part after the @ of every address. It cannot be changed later. Without a "
                  "domain, write the public IPv4 address of this computer."));
    tell(addresses_problem_, now.addressesProblem(),
         now.only_here ? tr("The loopback address: no other computer can reach it.")
                       : tr("0.0.0.0 means all of them; that is right for most."));
    apply_->setEnabled(now.isComplete() && !is_waiting_ && relay().mayChange());
}

void SetupPage::apply()
{
    if (!apply_->isEnabled()) return;
    is_under_way_ = is_waiting_ = true;
    happened()->hide();
    apply_->setText(tr("Setting up …"));
    validate();
    Q_EMIT setUpRequested(form().params());
}

void SetupPage::setError(const QString& text)
{
    is_waiting_ = false;
    is_under_way_ = steps_->currentIndex() == 1;
    apply_->setText(tr("Set up the relay"));
    happened()->say(widgets::StatusLight::State::bad, text);
    validate();
}

void SetupPage::setInvite(const api::InviteGet::Reply& invite)
{
    is_waiting_ = false;
    happened()->hide();
    invite_->show(invite);
    setSubtitle(tr("Your relay is ready. Invite the first person: yourself, perhaps."));
    steps_->setCurrentIndex(1);
}

void SetupPage::onRelayChanged()
{
    validate();
    invite_->setNewEnabled(relay().isConnected());
    if (showUnknown()) return;
    if (relay().isConnected() && !relay().mayChange() && !is_under_way_)
        return showState(tr("This relay is new and has no name yet"),
                         tr("Somebody with the right to administer it has to set it up."));
    showContent();
}

} // namespace roost::pages
