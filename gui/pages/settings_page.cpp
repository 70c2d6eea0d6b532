// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/settings_page.h"

#include "gui/models/setting_form.h"
#include "gui/models/wire_text.h"
#include "gui/widgets/card.h"
#include "gui/widgets/label.h"

#include <QTimer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace roost::pages {

using widgets::Script;

namespace {

constexpr int PageWidth = 960;
constexpr std::size_t MaxSettings = 1000; // of a daemon gone wild

QWidget* line()
{
    auto* result = new QFrame;
    result->setObjectName(u"line"_s);
    result->setFixedHeight(1);
    return result;
}

} // namespace

SettingsPage::SettingsPage(const models::RelayModel& relay, QWidget* parent)
    : Page(relay, tr("Settings"), parent),
      search_(new QLineEdit),
      scroll_(new QScrollArea),
      holder_(new QWidget),
      nothing_(widgets::paragraph(Script::muted, tr("No setting has this in its name or help.")))
{
    setObjectName(u"settingsPage"_s);
    search_->setObjectName(u"settingSearch"_s);
    search_->setPlaceholderText(tr("Find a setting"));
    search_->setAccessibleName(tr("Find a setting"));
    search_->setClearButtonEnabled(true);
    search_->setFixedWidth(240);
    heading()->addWidget(search_, 0, Qt::AlignVCenter);

    auto* inside = new QWidget;
    inside->setMaximumWidth(PageWidth);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 8, 0);
    column->addWidget(nothing_);
    column->addWidget(holder_);
    column->addStretch(1);
    nothing_->hide();
    scroll_->setObjectName(u"settingScroll"_s);
    scroll_->setWidget(inside);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    content()->addWidget(scroll_);
    connect(search_, &QLineEdit::textChanged, this, &SettingsPage::filter);
    showState(tr("Loading the settings …"), {});
    SettingsPage::onRelayChanged();
}

void SettingsPage::setSettings(const std::vector<api::Setting>& settings)
{
    if (settings.size() > MaxSettings) return setError(tr("The relay has too many settings."));
    if (hasSame(settings))
        setChanged(settings);
    else
        build(settings);
    happened()->hide();
    showContent();
    if (!wanted_.empty()) QTimer::singleShot(0, this, &SettingsPage::reachWanted); // laid out then
}

void SettingsPage::showSetting(const std::string& name)
{
    wanted_ = name;
    search_->clear();
    if (!rows_.empty()) QTimer::singleShot(0, this, &SettingsPage::reachWanted);
}

void SettingsPage::reachWanted()
{
    const auto found = rows_.find(std::exchange(wanted_, {}));
    if (found == rows_.end()) return;
    constexpr int Around = 120;
    holder_->parentWidget()->layout()->activate();
    scroll_->ensureWidgetVisible(found->second, 0, Around);
    if (auto* field = found->second->findChild<QWidget*>(u"field"_s))
        field->setFocus(Qt::OtherFocusReason);
}

bool SettingsPage::hasSame(const std::vector<api::Setting>& settings) const
{
    return std::ranges::equal(settings, order_, {}, &api::Setting::name);
}

void SettingsPage::setChanged(const std::vector<api::Setting>& settings)
{
    for (const api::Setting& setting : settings)
        if (const auto found = rows_.find(setting.name); found != rows_.end())
            found->second->setSetting(setting);
}

void SettingsPage::setRefusal(const std::string& name, const QString& text)
{
    if (const auto found = rows_.find(name); found != rows_.end()) found->second->setRefusal(text);
}

void SettingsPage::setError(const QString& text)
{
    if (!rows_.empty()) return happened()->say(widgets::StatusLight::State::bad, text);
    showState(tr("The settings could not be loaded"), text, tr("Try again"));
}

void SettingsPage::build(const std::vector<api::Setting>& settings)
{
    rows_.clear();
    order_.clear();
    groups_.clear();
    auto* fresh = new QWidget;
    auto* column = new QVBoxLayout(fresh);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    std::string group;
    for (const api::Setting& setting : settings) {
        if (groups_.empty() || setting.group != group) beginGroup(column, setting);
        group = setting.group;
        addRow(setting);
        order_.push_back(setting.name);
    }
    delete holder_->parentWidget()->layout()->replaceWidget(holder_, fresh);
    holder_->deleteLater();
    holder_ = fresh;
    filter();
}

void SettingsPage::beginGroup(QVBoxLayout* column, const api::Setting& first)
{
    auto* title = widgets::label(Script::heading, models::groupTitle(first));
    auto* card = new widgets::Card;
    card->body()->setSpacing(0);
    card->body()->setContentsMargins(20, 6, 20, 6);
    column->addWidget(title);
    column->addWidget(card);
    column->addSpacing(14);
    groups_.push_back({title, card, {}});
}

void SettingsPage::addRow(const api::Setting& setting)
{
    Group& group = groups_.back();
    auto* above = line();
    auto* row = new SettingRow(setting);
    row->setMayChange(relay().mayChange());
    auto* body = static_cast<widgets::Card*>(group.card)->body();
    body->addWidget(above);
    body->addWidget(row);
    group.rows.emplace_back(row, above);
    rows_[setting.name] = row;
    connect(row, &SettingRow::saveRequested, this,
            [this, name = setting.name](const QString& value) {
                Q_EMIT saveRequested({name, value.toStdString()});
            });
    connect(row, &SettingRow::defaultRequested, this,
            [this, name = setting.name] { Q_EMIT defaultRequested(name); });
}

void SettingsPage::filter()
{
    const QString part = search_->text().trimmed();
    bool is_any = false;
    for (const Group& group : groups_) {
        bool is_first = true;
        for (const auto& [row, above] : group.rows) {
            const bool matches = part.isEmpty() || row->matches(part);
            row->setVisible(matches);
            above->setVisible(matches && !is_first);
            if (matches) is_first = false;
        }
        group.heading->setVisible(!is_first);
        group.card->setVisible(!is_first);
        is_any = is_any || !is_first;
    }
    nothing_->setVisible(!is_any && !groups_.empty());
}

void SettingsPage::onRelayChanged()
{
    for (const auto& [name, row] : rows_) row->setMayChange(relay().mayChange());
    setSubtitle(relay().isConnected() && !relay().mayChange()
                    ? tr("You may look at the settings, not change them.")
                    : tr("A change is in force as soon as it is saved."));
    if (rows_.empty()) showUnknown();
}

} // namespace roost::pages
