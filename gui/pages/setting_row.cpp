// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/setting_row.h"

#include "gui/models/setting_form.h"
#include "gui/models/wire_text.h"
#include "gui/widgets/choice.h"
#include "gui/widgets/label.h"
#include "gui/widgets/toggle.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace roost::pages {

using widgets::Script;

namespace {

constexpr int FieldWidth = 280;
constexpr int MaxTyped = 4000;

} // namespace

SettingRow::SettingRow(const api::Setting& setting, QWidget* parent)
    : QWidget(parent), setting_(setting)
{
    setObjectName(u"setting_"_s + models::shownText(setting.name));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 10, 0, 10);
    row->setSpacing(28);
    row->addWidget(buildWords(), 1);
    row->addWidget(buildField(), 0, Qt::AlignTop);
    showValue();
    updateButtons();
}

QWidget* SettingRow::buildWords()
{
    auto* words = new QWidget;
    auto* column = new QVBoxLayout(words);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(widgets::label(Script::strong, models::settingTitle(setting_)));
    if (setting_.risk == "care" || setting_.risk == "danger")
        head->addWidget(widgets::label(Script::pill, setting_.risk == "care" ? tr("affects users")
                                                                             : tr("risky")));
    head->addStretch(1);
    column->addLayout(head);
    column->addWidget(widgets::paragraph(Script::muted, models::settingHelp(setting_)));
    column->addStretch(1);
    return words;
}

QWidget* SettingRow::buildField()
{
    auto* field = new QWidget;
    field->setFixedWidth(FieldWidth);
    auto* column = new QVBoxLayout(field);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(buildEditor(), 1);
    const QString unit = models::unitText(setting_);
    if (!unit.isEmpty()) line->addWidget(widgets::label(Script::muted, unit));
    hint_ = widgets::paragraph(Script::muted, models::settingLimits(setting_));
    hint_->setVisible(!hint_->text().isEmpty() && !setting_.read_only);
    problem_ = widgets::paragraph(Script::error);
    problem_->setObjectName(u"problem"_s);
    problem_->hide();
    column->addLayout(line);
    column->addWidget(problem_);
    column->addWidget(hint_);
    column->addWidget(buildButtons());
    return field;
}

QWidget* SettingRow::buildEditor()
{
    QWidget* editor = nullptr;
    if (setting_.type == "flag") {
        editor = flag_ = new widgets::Toggle;
        connect(flag_, &QCheckBox::toggled, this, &SettingRow::onEdited);
    } else if (setting_.type == "choice") {
        editor = choice_ = new widgets::Choice;
        for (const std::string& each : setting_.choices)
            choice_->addItem(models::valueText(setting_, each), QString::fromStdString(each));
        connect(choice_, &QComboBox::currentIndexChanged, this, &SettingRow::onEdited);
    } else {
        editor = line_ = new QLineEdit;
        line_->setMaxLength(MaxTyped);
        if (setting_.secret) {
            line_->setEchoMode(QLineEdit::Password);
            line_->setPlaceholderText(tr("never shown; type a new one"));
        }
        connect(line_, &QLineEdit::textEdited, this, &SettingRow::onEdited);
        connect(line_, &QLineEdit::returnPressed, this, &SettingRow::save);
    }
    editor->setObjectName(u"field"_s);
    editor->setAccessibleName(models::settingTitle(setting_));
    editor->setAccessibleDescription(models::settingHelp(setting_));
    return editor;
}

QWidget* SettingRow::buildButtons()
{
    buttons_ = new QWidget;
    auto* row = new QHBoxLayout(buttons_);
    row->setContentsMargins(0, 3, 0, 0);
    row->setSpacing(6);
    save_ = new QPushButton(tr("Save"));
    take_back_ = new QPushButton(tr("Revert"));
    to_default_ = new QPushButton(tr("Back to the default"));
    save_->setObjectName(u"save"_s);
    save_->setProperty("prominent", true);
    take_back_->setObjectName(u"revert"_s);
    to_default_->setObjectName(u"toDefault"_s);
    to_default_->setFlat(true);
    for (QPushButton* button : {save_, take_back_, to_default_}) {
        button->setAccessibleDescription(models::settingTitle(setting_));
        row->addWidget(button);
    }
    row->addStretch(1);
    connect(save_, &QPushButton::clicked, this, &SettingRow::save);
    connect(take_back_, &QPushButton::clicked, this, &SettingRow::showValue);
    connect(to_default_, &QPushButton::clicked, this, &SettingRow::defaultRequested);
    return buttons_;
}

QString SettingRow::typed() const
{
    if (flag_) return flag_->isChecked() ? u"true"_s : u"false"_s;
    if (choice_) return choice_->currentData().toString();
    return line_->text().trimmed();
}

bool SettingRow::isChanged() const
{
    return typed() != shown_;
}

void SettingRow::setSetting(const api::Setting& setting)
{
    const bool was_changed = isChanged() && !is_saving_;
    is_saving_ = false;
    setting_ = setting;
    if (!was_changed) showValue();
    updateButtons();
}

void SettingRow::setMayChange(bool may)
{
    may_change_ = may && !setting_.read_only;
    if (line_)
        line_->setReadOnly(!may_change_);
    else
        (flag_ ? static_cast<QWidget*>(flag_) : choice_)->setEnabled(may_change_);
    updateButtons();
}

void SettingRow::showValue()
{
    const QString text = models::editText(setting_, setting_.value);
    if (flag_) flag_->setChecked(text == u"true");
    if (choice_) choice_->setCurrentIndex(choice_->findData(text));
    if (line_) {
        line_->setText(text);
        line_->setCursorPosition(0);
    }
    shown_ = typed();
    onEdited();
}

void SettingRow::onEdited()
{
    setRefusal(isChanged() ? models::settingProblem(setting_, typed()) : QString());
}

void SettingRow::setRefusal(const QString& text)
{
    is_saving_ = false;
    problem_->setText(text);
    problem_->setVisible(!text.isEmpty());
    if (line_) {
        line_->setProperty("problem", !text.isEmpty());
        line_->style()->unpolish(line_);
        line_->style()->polish(line_);
    }
    updateButtons();
}

void SettingRow::updateButtons()
{
    const bool is_changed = isChanged();
    const bool is_fine = models::settingProblem(setting_, typed()).isEmpty();
    save_->setVisible(is_changed && may_change_);
    save_->setEnabled(is_fine && !is_saving_);
    take_back_->setVisible(is_changed);
    to_default_->setVisible(!is_changed && !setting_.is_default && may_change_);
    buttons_->setVisible(!save_->isHidden() || !take_back_->isHidden() || !to_default_->isHidden());
}

void SettingRow::save()
{
    if (!isChanged() || !may_change_ || !save_->isEnabled()) return;
    is_saving_ = true;
    updateButtons();
    Q_EMIT saveRequested(typed());
}

bool SettingRow::matches(const QString& part) const
{
    return models::settingTitle(setting_).contains(part, Qt::CaseInsensitive)
           || models::shownText(setting_.name).contains(part, Qt::CaseInsensitive)
           || models::settingHelp(setting_).contains(part, Qt::CaseInsensitive);
}

} // namespace roost::pages
