using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class MemberProgramService
{
    public override async Task<GetProfileResponse> GetProfile(GetProfileRequest request, ServerCallContext context)
    {
        var partner = Caller.Of(context).RequirePartner();
        var form = new Form();
        var member = form.MemberId(request.Member, "member");
        form.Done();

        var cancel = context.CancellationToken;
        if ((await ResolveAsync(partner, request.Member, cancel)).MemberId.Length == 0)
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, request.Member));
        var profile = await ProfileAsync(partner, member, cancel);
        var shown = profile is null ? new MemberProfile() : MemberProfile.Parser.ParseFrom(profile.Attributes);
        shown.Member = request.Member;
        if (profile is not null)
        {
            shown.Birthday = KnownMember.BirthdayOf(profile);
            shown.BirthdaySetTime = profile.BirthdaySetTime?.ToTimestamp();
            shown.JoinTime = profile.JoinTime?.ToTimestamp();
            shown.UpdateTime = profile.UpdateTime.ToTimestamp();
        }
        return new GetProfileResponse { Profile = shown };
    }

    private Task<ProfileRow?> ProfileAsync(string partner, Guid member, CancellationToken cancel) =>
        db.Profiles.AsNoTracking().SingleOrDefaultAsync(p => p.PartnerId == partner && p.Member == member, cancel);
}
