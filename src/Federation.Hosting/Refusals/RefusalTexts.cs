using Federation.Errors.V1;
using Grpc.Core;

namespace Federation.Hosting;

/// <summary>For each reason its status code and a sentence for members, in English and Chinese. A test holds it
/// complete.</summary>
public static class RefusalTexts
{
    public readonly record struct Text(StatusCode Code, string English, string Chinese);

    private static readonly Dictionary<ErrorReason, Text> Texts = new()
    {
        [ErrorReason.TokenMissing] = new(StatusCode.Unauthenticated, "Please sign in.", "请先登录。"),
        [ErrorReason.TokenInvalid] = new(StatusCode.Unauthenticated, "Your sign-in is not valid.", "登录凭证无效。"),
        [ErrorReason.TokenExpired] = new(StatusCode.Unauthenticated, "Your sign-in has expired.", "登录已过期。"),
        [ErrorReason.AudienceNotAccepted] = new(
            StatusCode.Unauthenticated, "Your sign-in is for another service.", "该登录凭证用于其他服务。"),
        [ErrorReason.ScopeMissing] = new(
            StatusCode.PermissionDenied, "You are not allowed to do this.", "您没有执行此操作的权限。"),
        [ErrorReason.RoleMissing] = new(StatusCode.PermissionDenied, "Your role does not allow this.", "您的角色不允许此操作。"),
        [ErrorReason.NotYours] = new(StatusCode.PermissionDenied, "This belongs to another brand.", "这属于其他品牌。"),
        [ErrorReason.ModuleOnly] = new(StatusCode.PermissionDenied, "This is not open to you.", "此功能不对外开放。"),
        [ErrorReason.AccountKindNotAllowed] = new(
            StatusCode.PermissionDenied, "This account cannot be moved from here.", "此处不能变动该账户。"),
        [ErrorReason.FieldInvalid] = new(
            StatusCode.InvalidArgument, "Something in the request is missing or not valid.", "请求中有缺失或无效的内容。"),
        [ErrorReason.MessageTooLarge] = new(StatusCode.ResourceExhausted, "The request is too large.", "请求过大。"),
        [ErrorReason.BatchTooLarge] = new(StatusCode.InvalidArgument, "The batch has too many items.", "批次中的条目过多。"),
        [ErrorReason.PageTokenInvalid] = new(
            StatusCode.InvalidArgument, "This page cannot be found again; please start over.", "无法找到该页,请重新查询。"),
        [ErrorReason.RequestIdReused] = new(
            StatusCode.AlreadyExists, "This request number was used for something else.", "该请求编号已用于其他内容。"),
        [ErrorReason.PartnerNotFound] = new(StatusCode.NotFound, "The brand was not found.", "未找到该品牌。"),
        [ErrorReason.CoinNotFound] = new(StatusCode.NotFound, "The coin was not found.", "未找到该积分币。"),
        [ErrorReason.MerchantNotFound] = new(StatusCode.NotFound, "The merchant was not found.", "未找到该商户。"),
        [ErrorReason.MemberNotFound] = new(StatusCode.NotFound, "The member was not found.", "未找到该会员。"),
        [ErrorReason.WalletNotFound] = new(StatusCode.NotFound, "The member has no such coins yet.", "会员尚无该积分币。"),
        [ErrorReason.JournalNotFound] = new(StatusCode.NotFound, "The record was not found.", "未找到该记录。"),
        [ErrorReason.OutcomeNotFound] = new(StatusCode.NotFound, "Nothing is known of this request.", "没有该请求的结果。"),
        [ErrorReason.BoardNotFound] = new(StatusCode.NotFound, "The rate board was not found.", "未找到该汇率牌价。"),
        [ErrorReason.ExchangeNotFound] = new(StatusCode.NotFound, "The payment was not found.", "未找到该笔支付。"),
        [ErrorReason.CredentialNotFound] = new(StatusCode.NotFound, "The credential was not found.", "未找到该凭证。"),
        [ErrorReason.UserNotFound] = new(StatusCode.NotFound, "The person was not found.", "未找到该人员。"),
        [ErrorReason.LastAdmin] = new(
            StatusCode.FailedPrecondition, "This is the last admin; name another one first.",
            "这是最后一名管理员,请先指定另一名。"),
        [ErrorReason.UserEnded] = new(
            StatusCode.FailedPrecondition, "The person no longer has access.", "该人员已无访问权限。"),
        [ErrorReason.UserNotProposed] = new(
            StatusCode.FailedPrecondition, "Nothing about this person waits for an approval.", "该人员没有待批准的事项。"),
        [ErrorReason.SessionNotFound] = new(StatusCode.NotFound, "The session was not found.", "未找到该登录会话。"),
        [ErrorReason.UsersExhausted] = new(
            StatusCode.ResourceExhausted, "There are too many people; remove those who left first.",
            "人员数量已达上限,请先移除已离开的人员。"),
        [ErrorReason.MerchantClosed] = new(
            StatusCode.FailedPrecondition, "This shop is closed.", "该商户已停业。"),
        [ErrorReason.AdjustmentNotFound] = new(StatusCode.NotFound, "The proposal was not found.", "未找到该调整申请。"),
        [ErrorReason.AdjustmentNotProposed] = new(
            StatusCode.FailedPrecondition, "The proposal was already decided.", "该调整申请已有决定。"),
        [ErrorReason.AdjustmentExpired] = new(
            StatusCode.FailedPrecondition, "The proposal has expired; propose it again.", "该调整申请已过期,请重新提出。"),
        [ErrorReason.AdjustmentLimitExceeded] = new(
            StatusCode.FailedPrecondition, "This is more than may be proposed today.", "超出今天可申请的额度。"),
        [ErrorReason.AdjustmentNeedsApproval] = new(
            StatusCode.PermissionDenied, "Propose it; another person must approve it.", "请提出申请,由另一人批准。"),
        [ErrorReason.NoticeTooWeak] = new(
            StatusCode.FailedPrecondition, "The coin's rule asks for stronger evidence that the notice was delivered.",
            "该积分的规则要求更有力的送达证明。"),
        [ErrorReason.MessagesNotSetUp] = new(
            StatusCode.FailedPrecondition, "This brand has not set up its messages.", "该品牌尚未设置消息。"),
        [ErrorReason.DeliveryNotFound] = new(StatusCode.NotFound, "The message was not found.", "未找到该消息。"),
        [ErrorReason.MessageGatewayNotFound] = new(
            StatusCode.NotFound, "There is no gateway for this channel.", "该渠道没有网关。"),
        [ErrorReason.MessageKeyReused] = new(
            StatusCode.AlreadyExists, "The key was used for another message.", "该键已用于另一条消息。"),
        [ErrorReason.MessageTemplateNotFound] = new(
            StatusCode.NotFound, "The brand has no template of its own here.", "该品牌没有此消息模板。"),
        [ErrorReason.LinkCodeNotFound] = new(StatusCode.NotFound, "The link code is not correct.", "关联码不正确。"),
        [ErrorReason.PayCodeNotFound] = new(StatusCode.NotFound, "The pay code is not correct.", "付款码不正确。"),
        [ErrorReason.HoldNotFound] = new(StatusCode.NotFound, "The hold was not found.", "未找到该预留。"),
        [ErrorReason.AuthorizationNotFound] = new(StatusCode.NotFound, "The authorization was not found.", "未找到该预授权。"),
        [ErrorReason.AlreadyExists] = new(StatusCode.AlreadyExists, "This exists already.", "该内容已存在。"),
        [ErrorReason.PartnerSuspended] = new(StatusCode.FailedPrecondition, "The brand is suspended.", "该品牌已被暂停。"),
        [ErrorReason.MemberClosed] = new(StatusCode.FailedPrecondition, "The membership is closed.", "该会员已注销。"),
        [ErrorReason.NotLinked] = new(
            StatusCode.FailedPrecondition, "The member is not linked with this brand.", "该会员未与此品牌关联。"),
        [ErrorReason.AlreadyLinked] = new(
            StatusCode.FailedPrecondition, "The member is linked with this brand already.", "该会员已与此品牌关联。"),
        [ErrorReason.WalletClosed] = new(StatusCode.FailedPrecondition, "The wallet is closed.", "该钱包已关闭。"),
        [ErrorReason.LinkCodeExpired] = new(StatusCode.FailedPrecondition, "The link code has expired.", "关联码已过期。"),
        [ErrorReason.LinkCodeUsed] = new(StatusCode.FailedPrecondition, "The link code was used before.", "关联码已被使用。"),
        [ErrorReason.PayCodeExpired] = new(StatusCode.FailedPrecondition, "The pay code has expired.", "付款码已过期。"),
        [ErrorReason.PayCodeUsed] = new(StatusCode.FailedPrecondition, "The pay code was used before.", "付款码已被使用。"),
        [ErrorReason.PayCodeRevoked] = new(
            StatusCode.FailedPrecondition, "The pay code was revoked.", "付款码已被撤销。"),
        [ErrorReason.PayCodeMismatch] = new(
            StatusCode.FailedPrecondition, "The pay code is not for this.", "付款码不适用于此处。"),
        [ErrorReason.ConsentMissing] = new(StatusCode.FailedPrecondition,
            "The member has not agreed to this; please ask for a pay code.", "会员尚未同意,请出示付款码。"),
        [ErrorReason.AlreadyConsumed] = new(StatusCode.FailedPrecondition, "This was used before.", "该内容已被使用。"),
        [ErrorReason.BoardNotProposed] = new(
            StatusCode.FailedPrecondition, "The board is not waiting for approval.", "该牌价不在待批准状态。"),
        [ErrorReason.BoardNotApproved] = new(StatusCode.FailedPrecondition, "The board is not approved.", "该牌价尚未批准。"),
        [ErrorReason.BoardUnsafe] = new(
            StatusCode.FailedPrecondition, "The board would give value away.", "该牌价会造成价值流失。"),
        [ErrorReason.BoardUnbounded] = new(
            StatusCode.FailedPrecondition, "The board sets no maximum for one conversion.", "该牌价未设置单次兑换上限。"),
        [ErrorReason.BoardNotDraft] = new(
            StatusCode.FailedPrecondition, "The board is no draft any more.", "该牌价已不是草稿。"),
        [ErrorReason.QuoteNotFound] = new(StatusCode.NotFound, "The quote was not found.", "未找到该报价。"),
        [ErrorReason.QuoteExpired] = new(StatusCode.FailedPrecondition, "The quote has expired.", "该报价已过期。"),
        [ErrorReason.CoolingOffPassed] = new(
            StatusCode.FailedPrecondition, "The conversion cannot be undone any more.", "已超过可撤销兑换的时间。"),
        [ErrorReason.QuoteUsed] = new(StatusCode.FailedPrecondition, "The quote was used before.", "该报价已被使用。"),
        [ErrorReason.QuoteMismatch] = new(
            StatusCode.FailedPrecondition, "The quote is for something else.", "该报价不适用于此处。"),
        [ErrorReason.QuotesExhausted] = new(
            StatusCode.ResourceExhausted, "There are too many open quotes.", "未使用的报价过多。"),
        [ErrorReason.ReasonMissing] = new(StatusCode.FailedPrecondition, "Please give a reason.", "请说明理由。"),
        [ErrorReason.SamePerson] = new(StatusCode.FailedPrecondition, "Another person must approve.", "须由另一人批准。"),
        [ErrorReason.NoBoardInForce] = new(StatusCode.FailedPrecondition, "No rates are in force.", "目前没有生效的牌价。"),
        [ErrorReason.CoinNotOnBoard] = new(
            StatusCode.FailedPrecondition, "There is no rate for this coin.", "该积分币没有牌价。"),
        [ErrorReason.SameCoin] = new(
            StatusCode.FailedPrecondition, "These are the merchant's own coins.", "这是商户自己的积分币。"),
        [ErrorReason.NotRefundable] = new(StatusCode.FailedPrecondition, "This cannot be refunded.", "该记录不能退款。"),
        [ErrorReason.NotReversible] = new(StatusCode.FailedPrecondition, "This cannot be reversed.", "该记录不能冲正。"),
        [ErrorReason.AlreadyUndone] = new(StatusCode.FailedPrecondition, "This was undone before.", "该记录已被撤销。"),
        [ErrorReason.AlreadySpent] = new(StatusCode.FailedPrecondition, "The coins are spent already.", "这些积分币已被使用。"),
        [ErrorReason.BatchAborted] = new(StatusCode.Aborted, "Another item of the batch was refused.", "批次中的其他条目被拒绝。"),
        [ErrorReason.NotAfterPassed] = new(StatusCode.FailedPrecondition, "The request came too late.", "请求已超过时限。"),
        [ErrorReason.ClockNotMovable] = new(StatusCode.FailedPrecondition, "The clock cannot be moved.", "时钟不可调整。"),
        [ErrorReason.ClockBackwards] = new(StatusCode.FailedPrecondition, "The clock moves only forward.", "时钟只能向前调整。"),
        [ErrorReason.CredentialRevoked] = new(StatusCode.FailedPrecondition, "The credential is revoked.", "该凭证已被吊销。"),
        [ErrorReason.ProposalNeeded] = new(
            StatusCode.FailedPrecondition, "A second person must approve this.", "此操作需要第二人批准。"),
        [ErrorReason.PartnerHasAdmin] = new(
            StatusCode.FailedPrecondition, "The brand makes its credentials itself.", "该品牌可自行创建凭证。"),
        [ErrorReason.CredentialNotProposed] = new(
            StatusCode.FailedPrecondition, "The credential does not wait for an approval.", "该凭证无需批准。"),
        [ErrorReason.CredentialNotApproved] = new(
            StatusCode.FailedPrecondition, "The credential waits for its approval.", "该凭证尚待批准。"),
        [ErrorReason.CredentialsExhausted] = new(
            StatusCode.ResourceExhausted, "There are too many credentials; revoke some first.", "凭证数量已达上限,请先吊销部分凭证。"),
        [ErrorReason.HoldExpired] = new(StatusCode.FailedPrecondition, "The hold has expired.", "预留已过期。"),
        [ErrorReason.HoldClosed] = new(StatusCode.FailedPrecondition, "The hold is closed.", "预留已结束。"),
        [ErrorReason.WalletFrozen] = new(StatusCode.FailedPrecondition, "The wallet is frozen.", "该钱包已被冻结。"),
        [ErrorReason.WalletNotEmpty] = new(StatusCode.FailedPrecondition, "The wallet is not empty.", "该钱包尚有余额。"),
        [ErrorReason.NotPending] = new(
            StatusCode.FailedPrecondition, "This does not wait for confirmation.", "该笔积分无需确认。"),
        [ErrorReason.EffectiveTimeTooEarly] = new(
            StatusCode.FailedPrecondition, "The coins were not there yet at that time.", "该时间点尚无这些积分币。"),
        [ErrorReason.AlreadyExpired] = new(
            StatusCode.FailedPrecondition, "These coins would have expired already.", "这些积分币已过期。"),
        [ErrorReason.InsufficientCoins] = new(StatusCode.FailedPrecondition, "There are not enough coins.", "积分币不足。"),
        [ErrorReason.RefundExceedsRest] = new(
            StatusCode.FailedPrecondition, "More than was taken cannot be given back.", "退还数量超过可退余额。"),
        [ErrorReason.AmountOverflow] = new(StatusCode.OutOfRange, "The amount is too large.", "数量过大。"),
        [ErrorReason.ConversionBelowMinimum] = new(
            StatusCode.FailedPrecondition, "This is less than can be exchanged at once.", "低于单次兑换的最低数量。"),
        [ErrorReason.ConversionAboveMaximum] = new(
            StatusCode.FailedPrecondition, "This is more than can be exchanged at once.", "超过单次兑换的最高数量。"),
        [ErrorReason.DailyCapExceeded] = new(StatusCode.FailedPrecondition, "The daily limit is reached.", "已达到每日限额。"),
        [ErrorReason.PayCodeLimitExceeded] = new(
            StatusCode.FailedPrecondition, "The pay code is good for less.", "超出付款码的限额。"),
        [ErrorReason.PaysNothing] = new(StatusCode.FailedPrecondition, "So few coins give nothing here.", "数量过少,无法抵付。"),
        [ErrorReason.QueueFull] = new(
            StatusCode.ResourceExhausted, "We are busy; please try again in a moment.", "系统繁忙,请稍后重试。"),
        [ErrorReason.RateLimited] = new(
            StatusCode.ResourceExhausted, "Too many requests; please wait a moment.", "请求过多,请稍候。"),
        [ErrorReason.BrandNotProven] = new(
            StatusCode.PermissionDenied, "Sign in with this brand as well to see and use its coins.",
            "请先用该品牌的登录链接验证身份。"),
        [ErrorReason.SignInNotRecent] = new(
            StatusCode.PermissionDenied, "Please sign in again to confirm that it is you.",
            "请重新登录,以确认是您本人操作。"),
        [ErrorReason.PersonRequired] = new(
            StatusCode.PermissionDenied, "A person must sign in to decide this.", "此事须由人员登录后决定。"),
        [ErrorReason.EventCounted] = new(
            StatusCode.FailedPrecondition, "This was counted before.", "此次行为已计入,不能重复。"),
        [ErrorReason.RiskRefused] = new(
            StatusCode.FailedPrecondition, "The brand cannot accept this; please ask its staff.",
            "品牌无法受理,请咨询店员。"),
        [ErrorReason.CaseNotFound] = new(StatusCode.NotFound, "The case was not found.", "未找到该案件。"),
        [ErrorReason.CaseDecided] = new(
            StatusCode.FailedPrecondition, "The case was already decided.", "该案件已有决定。"),
        [ErrorReason.CheckInsNotOffered] = new(
            StatusCode.FailedPrecondition, "You cannot check in here by yourself.", "此处暂不支持自助签到。"),
        [ErrorReason.ReferralCodeNotFound] = new(
            StatusCode.NotFound, "Nobody has this code.", "没有此推荐码。"),
        [ErrorReason.ReferralMemberNotNew] = new(
            StatusCode.FailedPrecondition, "A code can be given by new members only.", "只有新会员可以填写推荐码。"),
        [ErrorReason.ReferralOwnCode] = new(
            StatusCode.FailedPrecondition, "This is your own code.", "不能填写自己的推荐码。"),
        [ErrorReason.ReferralCodeGiven] = new(
            StatusCode.FailedPrecondition, "A code was given before.", "已填写过推荐码。"),
        [ErrorReason.ReferralNotFound] = new(
            StatusCode.NotFound, "There is no such referral.", "没有此推荐记录。"),
        [ErrorReason.ReferralsNotOffered] = new(
            StatusCode.FailedPrecondition, "Bringing new members is not rewarded now.", "目前没有推荐活动。"),
        [ErrorReason.ReferrerNotEligible] = new(
            StatusCode.FailedPrecondition, "This code cannot be used by this member.", "此推荐码不适用于该会员。"),
        [ErrorReason.ReferralHistoryIncomplete] = new(
            StatusCode.Unavailable, "Please try again in some minutes.", "请过几分钟再试。"),
        [ErrorReason.LineNotKept] = new(
            StatusCode.FailedPrecondition, "Only goods that were bought and kept can be reviewed.",
            "只能评价已购买且未退回的商品。"),
        [ErrorReason.BoardChanged] = new(
            StatusCode.FailedPrecondition, "The rates have changed; please look at the new ones.",
            "牌价已更新,请查看新牌价后再确认。"),
        [ErrorReason.CaptureExceedsHold] = new(
            StatusCode.FailedPrecondition, "The hold has less than that.", "预留数量不足。"),
        [ErrorReason.MinAvailableNotMet] = new(
            StatusCode.FailedPrecondition, "Too few coins would be left.", "剩余积分币将低于下限。"),
        [ErrorReason.MaxBalanceExceeded] = new(
            StatusCode.FailedPrecondition, "There would be too many coins in the wallet.", "钱包余额将超过上限。"),
        [ErrorReason.VersionMismatch] = new(StatusCode.Aborted, "This has changed meanwhile.", "内容已发生变化。"),
        [ErrorReason.AnswerNotKept] = new(StatusCode.FailedPrecondition, "This was done long ago.", "该请求早已执行。"),
        [ErrorReason.LinkCodeNeeded] = new(StatusCode.FailedPrecondition, "A link code is needed.", "需要关联码。"),
        [ErrorReason.ClosureNotRequested] = new(
            StatusCode.FailedPrecondition, "Nobody has asked for this closing.", "无人申请注销该会员。"),
        [ErrorReason.CodesExhausted] = new(
            StatusCode.ResourceExhausted, "There are too many open codes; please wait until one expires.",
            "未使用的码过多,请等待其过期。"),
        [ErrorReason.TooManyHolds] = new(StatusCode.FailedPrecondition, "Too many coins are on hold.", "预留的积分币过多。"),
        [ErrorReason.TooManyLots] = new(
            StatusCode.FailedPrecondition, "The wallet has too many kinds of coins.", "钱包中的积分币批次过多。"),
        [ErrorReason.TooManyEarnings] = new(
            StatusCode.FailedPrecondition, "Too much was earned on this purchase.", "该笔消费的积分记录过多。"),
        [ErrorReason.JournalTooLarge] = new(StatusCode.FailedPrecondition, "This is too much at once.", "单次处理的内容过多。"),
        [ErrorReason.ClockJumped] = new(
            StatusCode.Unavailable, "We are not open at the moment; please try again later.", "服务暂停,请稍后重试。"),
        [ErrorReason.ServiceUnknown] = new(StatusCode.Unimplemented, "There is no such service.", "没有该服务。"),
        [ErrorReason.ModuleUnreachable] = new(
            StatusCode.Unavailable, "The service cannot be reached; please try again.", "服务暂时无法访问,请重试。"),
        [ErrorReason.OutcomeUnknown] = new(StatusCode.Unavailable,
            "The result is not known yet; please send the same request again.", "结果尚不确定,请重新发送同一请求。"),
        [ErrorReason.Contended] = new(StatusCode.Aborted, "Please try again.", "请重试。"),
        [ErrorReason.DeadlinePassed] = new(
            StatusCode.DeadlineExceeded, "It took too long; nothing happened.", "处理超时,未执行任何操作。"),
        [ErrorReason.EncodingNotSupported] = new(
            StatusCode.Unimplemented, "The message is compressed in a way that is not taken.", "不支持该压缩方式。"),
        [ErrorReason.ProgramNotFound] = new(StatusCode.NotFound, "The programme was not found.", "未找到该会员计划。"),
        [ErrorReason.RuleSetNotFound] = new(StatusCode.NotFound, "The rule set was not found.", "未找到该规则集。"),
        [ErrorReason.RuleSetNotDraft] = new(
            StatusCode.FailedPrecondition, "The rule set is no draft any more.", "该规则集已不是草稿。"),
        [ErrorReason.RuleSetNotProposed] = new(
            StatusCode.FailedPrecondition, "The rule set is not waiting for approval.", "该规则集不在待批准状态。"),
        [ErrorReason.RuleSetNotApproved] = new(
            StatusCode.FailedPrecondition, "The rule set is not approved.", "该规则集尚未批准。"),
        [ErrorReason.RuleSetUnsafe] = new(
            StatusCode.FailedPrecondition, "The rule set has an error.", "该规则集存在错误。"),
        [ErrorReason.NoRuleSetInForce] = new(
            StatusCode.FailedPrecondition, "No rules are in force.", "目前没有生效的规则集。"),
        [ErrorReason.EvaluationNotFound] = new(
            StatusCode.NotFound, "The decision was not found.", "未找到该计算记录。"),
        [ErrorReason.TendersNotTotal] = new(
            StatusCode.FailedPrecondition, "The payments do not add up to the price.", "各项支付之和与应付金额不符。"),
        [ErrorReason.CoinShareExceeded] = new(
            StatusCode.FailedPrecondition, "Too much of the order is paid with coins.", "积分支付的比例超出上限。"),
        [ErrorReason.OrderTooLarge] = new(
            StatusCode.FailedPrecondition, "The order would give more than one order can.", "单笔订单的奖励项目过多。"),
        [ErrorReason.OrderNotFound] = new(
            StatusCode.NotFound, "There is no such order.", "订单不存在。"),
        [ErrorReason.OrderCancelled] = new(
            StatusCode.FailedPrecondition, "The order was cancelled.", "订单已取消。"),
        [ErrorReason.OrderNotPaid] = new(
            StatusCode.FailedPrecondition, "The order is not paid.", "订单尚未付款。"),
        [ErrorReason.OrderHandedOver] = new(
            StatusCode.FailedPrecondition, "The order was handed over; return its goods.", "订单已交付，请办理退货。"),
        [ErrorReason.ReturnExceedsOrder] = new(
            StatusCode.FailedPrecondition, "More would be returned than is left of the order.", "退货数量超出订单中剩余的数量。"),
        [ErrorReason.ReturnTooLate] = new(
            StatusCode.FailedPrecondition, "The days for returns are over.", "已超过退货期限。"),
        [ErrorReason.OfferInvalid] = new(
            StatusCode.InvalidArgument, "The offer was not made for this order.", "报价不是为该订单作出的。"),
        [ErrorReason.OfferExpired] = new(
            StatusCode.FailedPrecondition, "The offer has ended.", "报价已过期。"),
        [ErrorReason.OfferGone] = new(
            StatusCode.FailedPrecondition, "Something that was offered is no longer to be had.", "报价中的部分内容已无法提供。"),
        [ErrorReason.OrderTooLong] = new(
            StatusCode.FailedPrecondition, "The order has as many steps as it can have.", "该订单的操作次数已达上限。"),
        [ErrorReason.BelongsToProgram] = new(
            StatusCode.FailedPrecondition, "Only the order or redemption that booked it undoes it.",
            "该流水属于订单或兑换，只能随其一并撤销。"),
        [ErrorReason.CouponNotFound] = new(
            StatusCode.NotFound, "There is no such coupon.", "优惠券不存在。"),
        [ErrorReason.CouponExpired] = new(
            StatusCode.FailedPrecondition, "The coupon has expired.", "优惠券已过期。"),
        [ErrorReason.CouponUsed] = new(
            StatusCode.FailedPrecondition, "The coupon was used.", "优惠券已使用。"),
        [ErrorReason.CouponDefinitionNotFound] = new(
            StatusCode.NotFound, "The rule set in force defines no such coupon.", "当前规则中没有该优惠券。"),
        [ErrorReason.CouponNotClaimable] = new(
            StatusCode.FailedPrecondition, "Members cannot claim this coupon.", "该优惠券不可领取。"),
        [ErrorReason.ClaimLimitReached] = new(
            StatusCode.FailedPrecondition, "As many were claimed as there are.", "优惠券已被领完或已达领取上限。"),
        [ErrorReason.TierLevelNotFound] = new(StatusCode.NotFound, "There is no such level.", "没有该等级。"),
        [ErrorReason.TierGrantNotFound] = new(StatusCode.NotFound, "The grant was not found.", "未找到该等级授予记录。"),
        [ErrorReason.TierFreezeNotFound] = new(StatusCode.NotFound, "The freeze was not found.", "未找到该等级冻结记录。"),
        [ErrorReason.TierGrantsExhausted] = new(
            StatusCode.ResourceExhausted, "There are too many granted or frozen levels.", "等级授予或冻结记录已达上限。"),
        [ErrorReason.SegmentsExhausted] = new(
            StatusCode.ResourceExhausted, "The programme has too many segments.", "该会员计划的人群数量已达上限。"),
        [ErrorReason.CorrectionNotFound] = new(
            StatusCode.NotFound, "The correction was not found.", "未找到该更正。"),
        [ErrorReason.CorrectionOpen] = new(
            StatusCode.FailedPrecondition, "Another correction is not done yet.", "另一项更正尚未完成。"),
        [ErrorReason.CorrectionNotProposed] = new(
            StatusCode.FailedPrecondition, "The correction does not wait for a decision.", "该更正不在待审批状态。"),
        [ErrorReason.CorrectionTooLarge] = new(
            StatusCode.ResourceExhausted, "Too many orders differ; choose a shorter period.",
            "存在差异的订单过多，请缩短期间。"),
        [ErrorReason.RewardNotFound] = new(StatusCode.NotFound, "There is no such reward.", "没有该奖励。"),
        [ErrorReason.RewardNotActive] = new(
            StatusCode.FailedPrecondition, "The reward cannot be redeemed now.", "该奖励目前不可兑换。"),
        [ErrorReason.RewardNotOpen] = new(
            StatusCode.FailedPrecondition, "The reward is not open at this time.", "该奖励不在兑换时间内。"),
        [ErrorReason.RewardLevelMissing] = new(
            StatusCode.FailedPrecondition, "Only members of other levels may have the reward.",
            "您的会员等级不能兑换该奖励。"),
        [ErrorReason.RewardLimitReached] = new(
            StatusCode.FailedPrecondition, "The reward was redeemed as often as it may be.", "已达该奖励的兑换次数上限。"),
        [ErrorReason.RewardOutOfStock] = new(
            StatusCode.FailedPrecondition, "There are not so many left.", "该奖励库存不足。"),
        [ErrorReason.RewardPriceChanged] = new(
            StatusCode.FailedPrecondition, "The price of the reward has changed.", "该奖励的兑换价格已变更。"),
        [ErrorReason.RedemptionNotFound] = new(StatusCode.NotFound, "There is no such redemption.", "没有该兑换记录。"),
        [ErrorReason.RedemptionDone] = new(
            StatusCode.FailedPrecondition, "The redemption is fulfilled or cancelled.", "该兑换已完成或已取消。"),
        [ErrorReason.RedemptionHeld] = new(
            StatusCode.FailedPrecondition, "The redemption is still being checked.", "该兑换仍在核查中。"),
        [ErrorReason.RedemptionNotHeld] = new(
            StatusCode.FailedPrecondition, "The redemption is not being checked any more.", "该兑换已不在核查中。"),
        [ErrorReason.RewardCodeKnown] = new(
            StatusCode.AlreadyExists, "The pool has one of the codes already.", "兑换码已存在于码库中。"),
        [ErrorReason.RewardEnded] = new(StatusCode.FailedPrecondition, "The reward has ended.", "该奖励已结束。"),
        [ErrorReason.RewardStockNotCounted] = new(
            StatusCode.FailedPrecondition, "The reward's pieces are not counted in this way.",
            "该奖励的库存不以此方式管理。"),
        [ErrorReason.DrawNotFound] = new(StatusCode.NotFound, "There is no such draw.", "没有该抽奖活动。"),
        [ErrorReason.DrawNotOpen] = new(
            StatusCode.FailedPrecondition, "Nobody can enter the draw at this time.", "该抽奖活动不在参与时间内。"),
        [ErrorReason.DrawTicketsReached] = new(
            StatusCode.FailedPrecondition, "The member has as many tickets as it can have.",
            "已达每位会员的奖券数量上限。"),
        [ErrorReason.DrawFull] = new(
            StatusCode.FailedPrecondition, "The draw has as many tickets as it can have.", "该抽奖活动的奖券已满。"),
        [ErrorReason.DrawTooEarly] = new(
            StatusCode.FailedPrecondition, "The draw is not so far yet.", "该抽奖活动尚未进行到这一步。"),
        [ErrorReason.DrawTooLate] = new(
            StatusCode.FailedPrecondition, "The draw is further than that.", "该抽奖活动已过了这一步。"),
        [ErrorReason.DrawValueDiffers] = new(
            StatusCode.FailedPrecondition, "The second person gave another public value than the first.",
            "第二人提供的公开值与第一人不一致。"),
        [ErrorReason.PrizeNotOffered] = new(
            StatusCode.FailedPrecondition, "The prize is not offered to this member now.",
            "该奖品目前并未提供给该会员领取。"),
        [ErrorReason.ClaimOver] = new(
            StatusCode.FailedPrecondition, "The time to claim the prize is over.", "领奖期限已过。"),
        [ErrorReason.GiftLimitReached] = new(
            StatusCode.FailedPrecondition, "The member has given as many gifts today as it may.",
            "该会员今日的转赠次数已达上限。"),
        [ErrorReason.RequestNotFound] = new(
            StatusCode.NotFound, "There is no record of such a call.", "没有该调用的记录。"),
        [ErrorReason.RequestsNotKept] = new(
            StatusCode.FailedPrecondition, "No records of calls are kept here.", "此处不保留调用记录。"),
    };

    public static Text Of(ErrorReason reason) => Texts[reason];
}
