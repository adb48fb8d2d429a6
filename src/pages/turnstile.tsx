import { TURNSTILE_SCRIPT } from '../lead/channel/turnstile.ts';
import { portalWords } from './portal/portal-words.ts';

interface TurnstileProps {
  siteKey: string;
  /** What the token will say it was made for. */
  action: string | undefined;
  language: 'he' | 'en';
}

/** Cloudflare's widget, in the size that fits the narrowest phone. It adds its token to the form around it. */
export function Turnstile({ siteKey, action, language }: TurnstileProps) {
  return (
    <>
      <script src={TURNSTILE_SCRIPT} async defer></script>
      <div
        class="field cf-turnstile"
        data-sitekey={siteKey}
        data-action={action}
        data-size="compact"
        data-language={language}
      ></div>
      <noscript>
        <p class="box careful">{portalWords[language].needsScript}</p>
      </noscript>
    </>
  );
}
