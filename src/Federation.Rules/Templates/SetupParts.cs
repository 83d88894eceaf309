using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;

namespace Federation.Rules;

/// <summary>Steps of setting up in a few words.</summary>
internal static class SetupParts
{
    private const int NoticeDays = 30;

    /// <summary>Something that no single call does.</summary>
    public static SetupStep Step(string en, string zh) => new(TemplateParts.Text(en, zh));

    /// <summary>Coins that expire after so many months, and never unannounced.</summary>
    public static SetupStep AnnouncedExpiry(int months) => new(
        TemplateParts.Text(
            $"Coins expire {months} months after they were earned, and not before the member was told {NoticeDays} "
            + "days ahead.",
            $"金币自获得起 {months} 个月后到期,且须提前 {NoticeDays} 天通知会员,否则不会到期。"),
        choice => new UpdateCoinRequest
        {
            Name = choice.Terms.Coin,
            Expiry = new ExpiryRule
            {
                Months = months,
                TimeZone = choice.Terms.TimeZone,
                NoticeDays = NoticeDays,
                NoticeEvidence = NoticeEvidence.Accepted,
            },
        });

    /// <summary>Coins that expire after so many days, unannounced, and of which a member gives so many gifts a
    /// day.</summary>
    public static SetupStep ExpiryAndGifts(int days, int giftsPerDay, LocalizedText title) => new(
        title,
        choice => new UpdateCoinRequest
        {
            Name = choice.Terms.Coin,
            Expiry = new ExpiryRule { Days = days, TimeZone = choice.Terms.TimeZone },
            GiftLimit = new GiftLimit { GiftsPerDay = giftsPerDay, TimeZone = choice.Terms.TimeZone },
        });

    /// <summary>Reminders before coins and coupons expire.</summary>
    /// <param name="title">What it is.</param>
    /// <param name="channels">The channels beside the inbox.</param>
    /// <param name="ways">What the reminders offer.</param>
    public static SetupStep Reminders(LocalizedText title, MessageChannel[] channels, WayOut[] ways) => new(
        title,
        choice => new SetMessageSettingsRequest
        {
            Parent = choice.Brand,
            Settings = new MessageSettings
            {
                TimeZone = choice.Terms.TimeZone,
                Language = choice.Terms.Currency == "CNY" ? "zh-CN" : "en",
                Channels =
                {
                    new KindChannels { Kind = MessageKind.CoinsExpiring, Channels = { channels } },
                    new KindChannels { Kind = MessageKind.CouponsExpiring, Channels = { channels } },
                    new KindChannels { Kind = MessageKind.Prizes, Channels = { channels } },
                    new KindChannels { Kind = MessageKind.Announcement, Channels = { channels } },
                },
                Ways = { ways },
            },
        });

    /// <summary>A reward.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="title">What the step is.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="price">Its price in coins.</param>
    /// <param name="name">What members read.</param>
    /// <param name="complete">Completes its terms.</param>
    public static SetupStep Reward(
        string id, LocalizedText title, RewardKind kind, long price, LocalizedText name,
        Action<RewardTerms, SetupChoice>? complete = null) => new(
        title,
        choice =>
        {
            var terms = new RewardTerms
            {
                Title = name.Clone(),
                Kind = kind,
                Coin = choice.Terms.Coin,
                PriceUnits = price,
                TimeZone = choice.Terms.TimeZone,
                LimitedStock = kind is RewardKind.Code or RewardKind.Goods,
                Fulfilment = kind == RewardKind.Goods ? RewardFulfilment.ByBrand : RewardFulfilment.AtOnce,
            };
            complete?.Invoke(terms, choice);
            return new CreateRewardRequest { Parent = choice.Brand, RewardId = id, Terms = terms };
        });

    /// <summary>A donation to a cause.</summary>
    public static SetupStep Donation(
        string id, LocalizedText title, long price, LocalizedText name, string cause, LocalizedText causeTitle) =>
        Reward(
            id, title, RewardKind.Donation, price, name,
            (terms, _) => terms.Cause = new RewardCause { Id = cause, Title = causeTitle.Clone() });

    /// <summary>Opens the reward for members of a level of the programme some days before the others.</summary>
    public static void Earlier(RewardTerms terms, SetupChoice choice, string scheme, string level, int days)
    {
        (terms.Program, terms.Scheme) = (choice.Program.ToString(), scheme);
        terms.FromTime = choice.AfterDays(days);
        terms.Levels.Add(new RewardLevel { Level = level, FromTime = choice.AfterDays(0) });
    }

    /// <summary>A draw that members enter with coins.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="title">What the step is.</param>
    /// <param name="price">The price of a ticket in coins.</param>
    /// <param name="days">The days from the first day until it closes.</param>
    /// <param name="name">What members read.</param>
    /// <param name="prizes">The prizes and how many there are of each.</param>
    public static SetupStep Draw(
        string id, LocalizedText title, long price, int days, LocalizedText name,
        params (LocalizedText Title, int Count)[] prizes) => new(
        title,
        choice => new CreateDrawRequest
        {
            Parent = choice.Brand,
            DrawId = id,
            Terms = new DrawTerms
            {
                Title = name.Clone(),
                Prizes = { prizes.Select(p => new DrawPrize { Title = p.Title.Clone(), Count = p.Count }) },
                WinsPerHolder = 1,
                Coin = choice.Terms.Coin,
                PriceUnits = price,
                TicketsPerMember = 10,
                CloseTime = choice.AfterDays(days),
            },
        });

    /// <summary>What a draw still needs before it is created.</summary>
    public static SetupStep PublicValue() => Step(
        "Before a draw is created: name the public value that counts in it (public_value_name); without one the draw "
        + "proves less. Each later draw is created anew, under another id.",
        "创建抽奖前,请填写作为依据的公开数值(public_value_name);不填则证明力较弱。以后每期抽奖须以新的编号另行创建。");
}
