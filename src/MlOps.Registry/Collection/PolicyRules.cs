namespace MlOps.Registry.Collection;

/// <summary>What a policy must say, before anything is looked at.</summary>
internal static class PolicyRules
{
    public static void Check(RetentionPolicy policy)
    {
        if (policy.KeepLast < 1)
        {
            throw new ArgumentException(
                $"A policy keeps at least the last version; RetentionPolicy.KeepLast is {policy.KeepLast}. To end a model, retire its versions with RetireAsync.",
                nameof(policy));
        }

        if (policy.KeepDeployedWithin < TimeSpan.Zero)
        {
            throw new ArgumentException($"RetentionPolicy.KeepDeployedWithin is {policy.KeepDeployedWithin}; it can't be negative.", nameof(policy));
        }

        if (policy.KeepTagged is null || policy.KeepTagged.Any(tag => tag is null))
        {
            throw new ArgumentException($"RetentionPolicy.KeepTagged {(policy.KeepTagged is null ? "is" : "holds")} null. Leave it out to keep none by a tag.", nameof(policy));
        }

        foreach (var model in policy.Models ?? [])
        {
            ModelName.Checked(model, nameof(policy));
        }
    }
}
