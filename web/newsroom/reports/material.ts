// What an article shows of readers' reports, and what is missing before it may be published.
export const material_checks = ['origin', 'place', 'time', 'elsewhere'] as const;
export type MaterialCheck = (typeof material_checks)[number];

export interface Material {
  from_reader: boolean;
  permission: string;
  checks: MaterialCheck[];
  how: string;
  used_by: string;
  confirmed_by: string;
  missing: string[];
}
